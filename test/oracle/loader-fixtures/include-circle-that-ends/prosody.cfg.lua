count_ = nil
local n = rawget(_G, "turns") or 0
rawset(_G, "turns", n + 1)
if n < 2 then Include "prosody.cfg.lua" end
turns_done = n
