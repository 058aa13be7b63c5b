-- Fact: core/configmanager.lua of 13.0: an included file can append to a list of the including one, which is no duplicate either
modules_enabled = { "roster" }
Include "more.cfg.lua"
