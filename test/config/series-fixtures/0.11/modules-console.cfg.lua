-- Fact: core/modulemanager.lua of 0.11: console in a list stands for admin_telnet
modules_enabled = { "console" }
VirtualHost "example.org"
