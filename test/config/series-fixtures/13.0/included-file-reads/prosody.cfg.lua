-- Fact: core/configmanager.lua of 13.0: an included file reads what the including one has set globally, and the including one what it set
domain = "example.org"
Include "more.cfg.lua"
c = b
