a = { 1 }
table.insert(a, 2)
b = 1
