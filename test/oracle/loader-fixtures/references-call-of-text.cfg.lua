a = "x"
a { "y" }
