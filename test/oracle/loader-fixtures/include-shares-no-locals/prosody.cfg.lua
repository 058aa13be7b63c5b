local secret = "x"
Include "more.lua"
