local function f(n)
	return 10
		// n
end
a = f(1)
b = f(0)
