i
a = 1
