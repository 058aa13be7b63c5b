if true then
	a = 1
