b = 2
VirtualHost "b.example"
Include "../../c.cfg.lua"
still_b = true
