c = 1
d = two
