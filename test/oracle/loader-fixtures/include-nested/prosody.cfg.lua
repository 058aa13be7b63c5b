Include "conf.d/a.cfg.lua"
d = 4
