modules_enabled = { "roster"; "saslauth"; "tls" }
VirtualHost "example.org"
