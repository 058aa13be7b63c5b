local defaults = { port = 5222, host = "example.org" }
local mine = setmetatable({ port = 1 }, { __index = defaults })
port, host_name = mine.port, mine.host
local strict = setmetatable({}, { __index = function(_, key) return "no " .. key end })
missing = strict.thing
local call = setmetatable({}, { __call = function(self, x) return x * 2 end })
called = call(4)
local writes = {}
local watched = setmetatable({}, { __newindex = function(t, k, v) rawset(t, k, v) writes[#writes + 1] = k end })
watched.a = 1
watched.a = 2
watched.b = 3
written = writes
local V = {}
V.__index = V
V.__add = function(a, b) return setmetatable({ n = a.n + b.n }, V) end
V.__tostring = function(v) return "V" .. v.n end
V.__concat = function(a, b) return tostring(a) .. tostring(b) end
V.__eq = function(a, b) return a.n == b.n end
V.__lt = function(a, b) return a.n < b.n end
V.__len = function(v) return v.n end
function V.new(n) return setmetatable({ n = n }, V) end
function V:twice() return V.new(self.n * 2) end
sum = (V.new(1) + V.new(2)).n
text = tostring(V.new(7))
joined = V.new(1) .. "x"
equal = V.new(3) == V.new(3)
less = V.new(3) < V.new(4)
length = #V.new(9)
method = V.new(5):twice().n
plain = rawget(mine, "host") == nil
