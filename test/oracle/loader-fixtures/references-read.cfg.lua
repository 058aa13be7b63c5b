a = { "x", "y", key = "z" }
alias = a
same = a:value()
count = #a:value()
first = a:value()[1]
local all = {}
for item in a:values() do all[#all + 1] = item end
collected = #all
text = "t"
number = 5
copy = text
sum = number + 1
kind = type(a)
VirtualHost "example.org"
	seen = text
	own = { 1 }
	own:append { 2 }
	mine = own
