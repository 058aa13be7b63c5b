a = "x"
a:append { "y" }
