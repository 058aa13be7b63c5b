local vh, c = VirtualHost, Component
vh "a.example"
x = 1
c "b.example" "muc"
x = 2
local finish = vh "c.example"
x = 3
finish { y = 4 }
x = 5
local make = { host = VirtualHost }
make.host("d.example") x = 6
