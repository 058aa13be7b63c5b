-- Fact: core/configmanager.lua of 13.0: a table without a first item is merged field by field, the new field instead of the old one
limits = { c2s = { rate = "10kb/s" }, s2sin = { rate = "30kb/s" } }
limits:append { c2s = { burst = "2s" } }
