-- Fact: core/configmanager.lua of 13.0: a list whose first item is nil counts as fields, so that its second item takes the place of the option's second one
a = { "one", "two", "three" }
a:append { nil, "new" }
