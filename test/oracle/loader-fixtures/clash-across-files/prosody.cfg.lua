VirtualHost "example.org"
Include "rooms.cfg.lua"
