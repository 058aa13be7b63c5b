-- Fact: core/configmanager.lua of 13.0: `ipairs` asks a reference for its first item, which is refused; no line is named
a = { 1 }
for _, item in ipairs(a) do b = item end
