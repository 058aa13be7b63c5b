return
a = 1
