-- An option that was set reads as nil on 0.12 and as itself on 13.0.
domain = "example.org"
copy = domain
both = domain or "nothing"
kind = type(domain)
number = 5
double = (number or 0) * 2
VirtualHost "example.org"
	inside = domain or "not seen"
	own = "x"
	again = own
