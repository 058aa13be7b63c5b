VirtualHost "\u{378}.example"
