local t = setmetatable({}, { __index = function(_, k)
	error("no field " .. k)
end })
a =
t.x
