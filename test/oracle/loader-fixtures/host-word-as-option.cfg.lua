-- These never become options: they replace the functions of the loader.
host = "192.0.2.1"
component = { 1 }
include = nil
RunScript = "x"
VirtualHost "example.org"
Host = "y"
after = Host
