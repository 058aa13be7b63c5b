-- Fact: core/configmanager.lua of 13.0: the warning comes even where the code only asks whether the option is set
a = a or 5
if not b then c = 6 end
