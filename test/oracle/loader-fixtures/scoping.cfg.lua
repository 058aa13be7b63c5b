local x = 1
do
	local x = x + 1
	inner = x
	do local x = "deep" deepest = x end
end
outer = x
local admins = { "hidden@example.org" }
admins[2] = "more@example.org"
shown = admins
local function f() return x end
x = 5
seen = f()
local a, b, c = 1, 2
third = c == nil
a, b = b, a
swapped = { a, b }
local i, t = 1, {}
i, t[i] = i + 1, 20
odd = t
local limit <const> = 10
constant = limit * 2
local print = "not a function any more"
shadowed = print
