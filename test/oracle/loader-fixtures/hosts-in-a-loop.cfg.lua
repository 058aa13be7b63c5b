modules_enabled = { "roster", "tls" }
for _, host in ipairs { "example.org", "example.com", "example.net" } do
	VirtualHost(host)
	ssl = {
		key = "/etc/letsencrypt/live/" .. host .. "/privkey.pem";
		certificate = "/etc/letsencrypt/live/" .. host .. "/fullchain.pem";
	}
	Component("conference." .. host) "muc"
		name = host .. " rooms"
end
for i = 1, 3 do
	VirtualHost("node" .. i .. ".example")
	node_number = i
end
