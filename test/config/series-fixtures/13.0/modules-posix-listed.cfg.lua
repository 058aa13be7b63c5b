-- Fact: core/modulemanager.lua of 13.0: mod_posix is still there for those who list it
modules_enabled = { "posix" }
modules_disabled = {}
VirtualHost "example.org"
VirtualHost "example.net"
	modules_disabled = { "posix" }
Component "gateway.example.org"
	modules_enabled = { "ping" }
	modules_enabled { "time" }
