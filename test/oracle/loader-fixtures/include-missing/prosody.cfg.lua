a = 1
Include "none.cfg.lua"
