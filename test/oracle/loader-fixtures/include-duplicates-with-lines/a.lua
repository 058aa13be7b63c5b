x = {
	1;
	2;
}

x = {
	3;
}
VirtualHost "h.example"
	x = 1
	x = 
		2
