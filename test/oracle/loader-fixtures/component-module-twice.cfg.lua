Component "rooms.example.org" "muc" "pubsub"
