local n
a = tostring(
1,
n
-
1)
