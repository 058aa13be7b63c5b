a = 1
Include "prosody.cfg.lua"
