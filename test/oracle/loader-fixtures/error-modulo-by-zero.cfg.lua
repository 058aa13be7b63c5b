local z = 0
a = 1
%
z
