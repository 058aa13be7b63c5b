authentication = internal_hashed
enabled = yes
debug_mode = True
storage = { archive = sql, default = internal }
VirtualHost "example.org"
	log = info
