Include "linked/*.cfg.lua"
