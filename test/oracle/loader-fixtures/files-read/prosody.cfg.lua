a = FileContents "secret.txt"
b = FileLine "secret.txt"
c = FileLines "secret.txt"
d = FileContents("secret.txt", 3)
e = FileLine("./secret.txt")
Include "conf.d/more.lua"
