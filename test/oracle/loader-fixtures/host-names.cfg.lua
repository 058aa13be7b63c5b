VirtualHost "Example.ORG"
	a = 1
VirtualHost "example.org"
	b = 2
VirtualHost "BÜCHER.example"
	c = 3
VirtualHost "bücher.example"
	d = 4
VirtualHost "xn--bcher-kva.example"
	e = 5
VirtualHost "straße.example"
	f = 6
VirtualHost "ＦＵＬＬ.example"
	g = 7
VirtualHost "ℌ.example"
	h = 8
VirtualHost ""
	i = 9
VirtualHost "with space.example"
	j = 10
VirtualHost(5)
	k = 11
VirtualHost(1.5)
	l = 12
VirtualHost "192.0.2.1"
	m = 13
VirtualHost "soft\u{ad}hyphen.example"
	n = 14
VirtualHost "İstanbul.example"
	o = 15
VirtualHost "ΣΊΣΥΦΟΣ.example"
	p = 16
VirtualHost "e\u{301}.example"
	q = 17
