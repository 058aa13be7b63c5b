for _, item in
modules_of
do
	x = item
end
