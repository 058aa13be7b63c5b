-- Fact: core/configmanager.lua of 13.0: `values` goes through the items of the option's list
a = { "x", "y" }
b = ""
for item in a:values() do
	b = b .. item
end
