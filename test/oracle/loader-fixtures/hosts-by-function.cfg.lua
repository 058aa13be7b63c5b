local function vhost(name, options)
	VirtualHost(name)
	authentication = options.auth or "internal_hashed"
	allow_registration = options.open == true
	if options.rooms then
		Component("rooms." .. name)("muc")
		max_history_messages = options.rooms.history or 20
	end
end

vhost("example.org", { open = false, rooms = {} })
vhost("example.com", { auth = "ldap" })
vhost("example.net", { open = true, rooms = { history = 50 } })
