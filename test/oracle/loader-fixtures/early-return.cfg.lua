a = 1
VirtualHost "example.org"
b = 2
return { ignored = true }
