a = { x = 1 }
a.x = 2
a.y = 3
b = a:value().x
c = a.x
