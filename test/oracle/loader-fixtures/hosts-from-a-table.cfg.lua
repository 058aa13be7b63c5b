local sites = {
	{ host = "example.org", admins = { "a@example.org" }, components = { { "rooms", "muc" }, { "upload", "http_file_share" } } },
	{ host = "example.com", admins = {}, components = {} },
}
for _, site in ipairs(sites) do
	VirtualHost(site.host)
	admins = site.admins
	for index, component in ipairs(site.components) do
		Component(component[1] .. "." .. site.host)(component[2])
		position = index
		parent = site.host
	end
end
