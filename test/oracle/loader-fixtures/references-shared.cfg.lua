local list = { "x" }
a = list
b = list
a:append { "y" }
c = a:value()
c:append { "z" }
d = #list
