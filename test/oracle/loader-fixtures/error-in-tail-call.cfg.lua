local function inner() error("deep", 2) end
local function outer()
	return inner()
end
outer()
