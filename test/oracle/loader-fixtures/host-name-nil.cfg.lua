local name
VirtualHost(name)
