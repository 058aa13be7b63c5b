local s = _G.shared
s.list[2] = 2
inside = s.list
