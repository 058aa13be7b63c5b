# comment
a = 1
