local n
a = "a" ..
"b" ..
n
