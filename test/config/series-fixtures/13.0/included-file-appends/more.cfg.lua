modules_enabled:append { "ping" }
