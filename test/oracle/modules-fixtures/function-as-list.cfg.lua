VirtualHost "example.org"
	modules_enabled = function () end
VirtualHost "example.net"
