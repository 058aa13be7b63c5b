a = 1
Include "*.cfg.lua"
