local stop = 1 < 2
a = 1
if stop then return end
b = 2
