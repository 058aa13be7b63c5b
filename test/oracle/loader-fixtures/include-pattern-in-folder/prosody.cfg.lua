Include "*/x.cfg.lua"
