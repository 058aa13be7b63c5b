local function iterate()
	return function() return nil + 1 end
end
for x in
iterate()
do end
