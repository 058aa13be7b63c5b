local function check(x)
	if not x then error("missing", 2) end
end
check(1)
check(
nil
)
