-- Fact: core/configmanager.lua of 13.0: a field written through a reference goes into that one reference, and is lost without a word
ssl = { protocol = "tlsv1_2+" }
ssl.protocol = "tlsv1_3"
ssl.key = "example.key"
