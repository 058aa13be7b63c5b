-- Fact: core/configmanager.lua of 13.0: the warning comes as often as the name is read
for i = 1, 2 do
	local x = example
end
