-- Fact: core/configmanager.lua of 13.0: `append` adds the items of a list to the end of the option's list
modules_enabled = { "roster", "tls" }
modules_enabled:append { "ping", "tls" }
