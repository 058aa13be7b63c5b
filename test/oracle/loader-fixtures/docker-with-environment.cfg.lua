local function split(text, by)
	local result = {}
	for item in (text or ""):gmatch("[^" .. by .. "]+") do
		result[#result + 1] = item
	end
	return result
end
local domain = os.getenv("NO_SUCH_VARIABLE") or "example.org"
fixed = split("a@example.org,b@example.org", ",")
none = split(nil, ",")
log = { { levels = { min = "info" }, to = "console" } }
http_ports = { 5280 }
trusted_proxies = split("127.0.0.1 ::1 192.0.2.1", " ")
VirtualHost "example.org"
enabled = true
