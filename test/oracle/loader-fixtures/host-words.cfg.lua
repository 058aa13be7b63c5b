Host "a.example"
	x = 1
host "b.example"
	x = 2
VirtualHost("c.example")
	x = 3
VirtualHost [[d.example]]
	x = 4
component "e.example" "muc"
	x = 5
Component("f.example")("pubsub")
	x = 6
Component "g.example" "muc" { x = 7 }
Component("h.example", "muc")
	x = 8
Component("i.example")
	x = 9
Component "j.example" {}
x = 10
Component "k.example" { x = 11 } x = 12
VirtualHost "l.example"; x = 13
