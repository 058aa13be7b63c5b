-- Fact: core/configmanager.lua of 13.0: what a script returned can be read back from the option that it was put into
a = RunScript "script.lua"
b = a
