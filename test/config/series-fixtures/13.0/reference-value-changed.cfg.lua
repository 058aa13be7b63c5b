-- Fact: core/configmanager.lua of 13.0: what is changed in the table that `value` gives is changed in the option
ssl = { protocol = "tlsv1_2+" }
ssl:value().key = "example.key"
