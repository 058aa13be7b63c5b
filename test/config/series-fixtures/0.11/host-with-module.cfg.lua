-- Fact: core/configmanager.lua of 0.11: a module name after a VirtualHost is refused, but only because it is no table; no line is named
VirtualHost "example.org" "muc"
