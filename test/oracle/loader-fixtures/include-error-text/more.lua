error("do not load me", 0)
