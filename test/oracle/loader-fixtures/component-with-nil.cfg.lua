local module
Component "rooms.example.org" (module)
