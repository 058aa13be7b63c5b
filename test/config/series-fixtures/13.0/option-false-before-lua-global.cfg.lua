-- Fact: core/configmanager.lua of 13.0: the option is found before Lua's global even when it is false
print = false
a = print
