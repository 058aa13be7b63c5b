local folder = "conf.d"
local names = { "a", "b" }
for _, name in ipairs(names) do
	Include(folder .. "/" .. name .. ".cfg.lua")
end
Include(("%s/c.cfg.lua"):format(folder))
