a = 1
a = {
	1;
}
text = [[one
two]]
VirtualHost "example.org"
	b = "x\
y"
