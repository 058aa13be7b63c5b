local domain = "example.org"
local base = domain
admins = { "admin@" .. domain, 'root@' .. base }
http_external_url = "https://" .. domain .. ":" .. 5281 .. "/"
VirtualHost(domain)
	authentication = "internal_hashed"
Component("conference." .. domain)("muc")
	name = ("Rooms on %s"):format(domain)
Component ("upload." .. domain) "http_file_share"
	http_host = "upload." .. domain
	http_file_share_access = { domain }
Component("proxy." .. domain, "proxy65") "proxy65"
disco_items = {
	{ "conference." .. domain, "Rooms" };
	{ "proxy." .. domain };
}
