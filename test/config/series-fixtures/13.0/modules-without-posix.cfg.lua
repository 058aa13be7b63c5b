-- Fact: core/modulemanager.lua of 13.0: mod_posix, the platform's module, is loaded by itself up to 0.12 only
VirtualHost "example.org"
