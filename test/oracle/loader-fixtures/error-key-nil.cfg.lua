local t, k = {}
t[
k
] = 1
