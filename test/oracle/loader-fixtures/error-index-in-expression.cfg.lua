a = {
	x = 1,
	y = missing
.
field,
}
