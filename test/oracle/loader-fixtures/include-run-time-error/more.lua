x = 1

virtualhost "example.org"
