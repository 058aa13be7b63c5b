Component "rooms.example.org" (5)
