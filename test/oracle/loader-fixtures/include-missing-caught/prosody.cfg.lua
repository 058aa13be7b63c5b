if not pcall(Include, "none.lua") then found = false end
VirtualHost "example.org"
