-- nothing
--[[
at all
]]