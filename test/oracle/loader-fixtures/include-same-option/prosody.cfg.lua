a = 1
Include "more.lua"
a = 2
VirtualHost "example.org"
x = 1
Include "host.lua"
x = 2
