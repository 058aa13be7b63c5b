local Site = {}
Site.__index = Site
function Site.new(host) return setmetatable({ host = host, modules = {} }, Site) end
function Site:enable(...)
	for _, name in ipairs { ... } do self.modules[#self.modules + 1] = name end
	return self
end
function Site:write()
	VirtualHost(self.host)
	modules_enabled = self.modules
	return self.host
end
Site.new("example.org"):enable("mam", "smacks"):enable("csi"):write()
last = Site.new("example.com"):write()
