local function f() return 1 + f() end
a = f()
