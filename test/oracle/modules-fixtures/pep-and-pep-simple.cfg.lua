modules_enabled = { "pep", "pep_simple", "pep_plus" }
VirtualHost "example.org"
