-- Fact: core/configmanager.lua of 13.0: an option reference called with a table appends to it
modules_enabled = { "roster" }
modules_enabled { "ping" }
