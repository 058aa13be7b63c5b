-- Fact: core/configmanager.lua of 13.0: the warnings of an included file are the configuration's, with the file's own name and line
a = one
Include "more.cfg.lua"
b = three
