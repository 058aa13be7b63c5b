local function add(a, b) return a + (b or 10) end
a = add(1, 2)
b = add(1)
local function many() return 1, 2, 3 end
c, d, e, f = many()
g, h = many(), "last"
i = (many())
j = { many(), many() }
local function variadic(...)
	local first = ...
	return select("#", ...), first, { ... }
end
k, l, m = variadic("x", nil, "z")
local function fact(n) if n <= 1 then return 1 end return n * fact(n - 1) end
n = fact(10)
local function counter()
	local count = 0
	return function() count = count + 1; return count end
end
local up, other = counter(), counter()
up() up()
o = up()
p = other()
local object = { name = "obj" }
function object:greet(word) return word .. ", " .. self.name end
function object.plain(x) return x end
q = object:greet("hello")
r = object.plain("p")
s = (function(x) return x * 2 end)(21)
local even, odd
function even(x) if x == 0 then return true end return odd(x - 1) end
function odd(x) if x == 0 then return false end return even(x - 1) end
t = even(20)
local functions = {}
for index = 1, 3 do functions[index] = function() return index end end
u = functions[1]() .. functions[2]() .. functions[3]()
local function outer()
	local x = 1
	local function inner() x = x + 1 return x end
	inner()
	return inner()
end
v = outer()
w = print
x = function() end
function y() return 1 end
local z_ = string.upper
z = z_("up")
aa = pcall(function() error("x") end)
ab, ac = pcall(function() return "fine" end)
local ok, problem = pcall(error, { code = 42 })
ad = problem.code
local function default(options) options = options or {} return options.port or 5222 end
ae = default()
af = default { port = 1 }
ag = type(default)
local function tail(n) if n == 0 then return "done" end return tail(n - 1) end
ah = tail(150)
