a = { 1, 2, 3; 4 }
b = { x = 1, ["y z"] = 2, [3] = 3 }
c = { 1, nil, 3 }
d = { nil, 2 }
e = { [1] = "a", [2] = "b" }
f = { "a", [1] = "lost" }
g = { [1.0] = "one", [2.5] = "half", [true] = "yes" }
h = { { { {} } } }
i = { n = nil }
j = { (function() return 1, 2, 3 end)() }
k = { (function() return 1, 2, 3 end)(), 9 }
l = { ((function() return 1, 2, 3 end)()) }
m = #{ 1, 2, 3 }
local t = {}
t.a = 1
t["b"] = 2
t[1] = "first"
t[#t + 1] = "second"
t.a = nil
n = t
local shared = { "one" }
o = shared
p = shared
shared[2] = "two"
local nested = { list = { items = {} } }
nested.list.items[1] = "deep"
nested.list.items.name = "x"
q = nested
local c_ = {}
c_.self = c_
r = c_
local list = { 3, 1, 2 }
table.sort(list)
s = list
local words = { "b", "C", "a" }
table.sort(words, function(x, y) return x:lower() < y:lower() end)
t_ = words
u = { table.unpack({ 1, 2, 3 }, 2) }
v = table.concat({ 1, "b", 2.5 }, "-")
w = table.remove({ "x", "y" })
x = table.pack(1, nil, 3).n
y = select("#", 1, nil, nil)
z = { select(2, "a", "b", "c") }
aa = next({})
ab = rawlen({ 1, 2 })
ac = rawequal(shared, shared)
local moved = table.move({ 1, 2, 3 }, 1, 3, 2)
ad = moved
ae = { [1] = 1, [2] = 2, [4] = 4 }
