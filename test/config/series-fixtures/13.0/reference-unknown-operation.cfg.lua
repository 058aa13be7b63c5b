-- Fact: core/configmanager.lua of 13.0: a reference knows `append`, `value` and `values`, and refuses any other operation
a = { 1 }
a:remove { 1 }
