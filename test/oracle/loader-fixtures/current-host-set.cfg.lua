__currenthost = "made.example"
x = 1
__currenthost = "*"
y = 2
