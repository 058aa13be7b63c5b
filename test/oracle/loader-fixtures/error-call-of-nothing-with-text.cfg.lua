a = 1
name "x"
