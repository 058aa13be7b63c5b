a = 1
if true then return end
x = 2
