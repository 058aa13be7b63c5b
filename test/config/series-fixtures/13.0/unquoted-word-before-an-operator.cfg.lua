-- Fact: core/configmanager.lua of 13.0: the line is the one Lua is at when it reads the name: for a word in front of an operator that of the operator; behind it, its own
a = one
	or 5
b = nil or
	two
