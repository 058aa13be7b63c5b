b = "rooms." .. domain
