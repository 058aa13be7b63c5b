VirtualHost "localhost"
	name = "here"
