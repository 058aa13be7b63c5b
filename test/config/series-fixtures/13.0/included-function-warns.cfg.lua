-- Fact: core/configmanager.lua of 13.0: a warning names a line of the file whose environment was asked, wherever the function is called
local function text()
	return word
end
a = text()
b =
	text()
