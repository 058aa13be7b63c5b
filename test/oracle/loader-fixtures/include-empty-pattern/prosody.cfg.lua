a = 1
Include "conf.d/*.cfg.lua"
b = 2
