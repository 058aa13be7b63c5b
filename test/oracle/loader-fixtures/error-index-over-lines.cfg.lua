local t = {}
a = t
.a
.b
.c
