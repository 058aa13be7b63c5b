a = 1
VirtualHost "a.example"
Include "deeper/b.cfg.lua"
still_a = true
