Include "helpers.lua"
run = type(helper)
