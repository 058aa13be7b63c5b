Include "more.lua"
b = 2
do return end
c = 3
