modules_enabled = { "ping", "tls" }
VirtualHost "example.org"
	component_module = "pubsub"
VirtualHost "example.net"
