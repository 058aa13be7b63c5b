from = "avail"
