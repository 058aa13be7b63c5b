a = {
	one = 1;
	two = 2 .. nil;
	three = 3;
}
