virtualHost "example.org"
