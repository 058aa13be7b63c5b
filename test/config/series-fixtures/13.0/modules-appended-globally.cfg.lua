-- Fact: core/configmanager.lua and core/modulemanager.lua of 13.0: what is appended to the global list loads on every host, and on a Component only what Components inherit
modules_enabled = { "roster" }
VirtualHost "example.org" {}
Component "gateway.example.org" {}
modules_enabled:append { "tls", "ping" }
