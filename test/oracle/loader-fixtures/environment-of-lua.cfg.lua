rawset(_G, "shared_value", 5)
a = shared_value
b = type(_G)
d = type(os) .. type(io) .. type(prosody)
e = math.pi > 3
g = type(require)
j = type(load)
k = type(table.unpack)
