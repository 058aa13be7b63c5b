local n
a = 1
+
n
*
2
