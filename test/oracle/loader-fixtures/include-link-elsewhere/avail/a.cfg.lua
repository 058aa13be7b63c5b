Include "beside.lua"
