VirtualHost "\u{627}a.example"
