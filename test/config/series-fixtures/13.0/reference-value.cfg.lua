-- Fact: core/configmanager.lua of 13.0: `value` gives the option's table itself, whose fields and items can be read
a = { "one", x = 2 }
b = a:value().x
c = a:value()[1]
d = #a:value()
