rawset(_G, "shared_value", 5)
a = shared_value
b = type(_G)
c = _VERSION
d = type(os) .. type(io) .. type(prosody)
e = math.pi > 3
f = #arg
g = type(require)
h = unpack == nil
i = loadstring == nil
j = type(load)
k = type(table.unpack)
l = type(bit32)
