VirtualHost(print)
