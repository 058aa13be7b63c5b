local n
a = "a"
..
n
..
"b"
