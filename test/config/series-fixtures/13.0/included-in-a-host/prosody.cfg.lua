-- Fact: core/configmanager.lua of 13.0: a file that is included below a host begins in the global section, so that names in it read as global options
a = { "global" }
VirtualHost "example.org"
	a = { "own" }
	Include "more.cfg.lua"
	a { "more of its own" }
