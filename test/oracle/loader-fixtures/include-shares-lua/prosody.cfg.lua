rawset(_G, "shared", { list = { 1 } })
Include "more.lua"
after = shared.list[2]
