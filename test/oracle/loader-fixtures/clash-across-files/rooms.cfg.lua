Component "example.org" "muc"
