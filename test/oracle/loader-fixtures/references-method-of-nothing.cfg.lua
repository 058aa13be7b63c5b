a:append { "y" }
