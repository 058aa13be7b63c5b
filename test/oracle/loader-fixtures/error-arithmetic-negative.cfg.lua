local t = {}
a = 
-
t
