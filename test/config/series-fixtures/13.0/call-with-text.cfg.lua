-- Fact: core/configmanager.lua of 13.0: a reference called with anything but a table is taken for a forgotten =
modules_enabled = { "roster" }
modules_enabled "ping"
