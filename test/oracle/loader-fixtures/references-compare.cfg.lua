a = { 1 }
b = a == a
c = a ~= nil
d = not a
