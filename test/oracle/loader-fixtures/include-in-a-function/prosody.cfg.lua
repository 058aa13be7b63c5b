local function load(name) Include(name .. ".lua") return name end
loaded = { load "a", load "b" }
