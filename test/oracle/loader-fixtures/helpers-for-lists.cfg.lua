local function join(...)
	local result = {}
	for _, list in ipairs { ... } do
		for _, item in ipairs(list) do
			result[#result + 1] = item
		end
	end
	return result
end
local function without(list, unwanted)
	local result = {}
	for _, item in ipairs(list) do
		if item ~= unwanted then table.insert(result, item) end
	end
	return result
end
local basic = { "roster", "saslauth", "tls", "dialback" }
local mobile = { "smacks", "csi_simple", "carbons" }
modules_enabled = join(basic, mobile, { "ping" })
VirtualHost "example.org"
	modules_enabled = without(join(basic, mobile), "dialback")
VirtualHost "example.com"
	modules_enabled = join()
	count = #join(basic, basic)
