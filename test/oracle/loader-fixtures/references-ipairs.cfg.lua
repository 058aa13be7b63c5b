a = { 1, 2 }
for _, x in ipairs(a) do b = x end
