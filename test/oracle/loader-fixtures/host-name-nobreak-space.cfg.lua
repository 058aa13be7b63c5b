VirtualHost "exam\u{a0}ple.org"
