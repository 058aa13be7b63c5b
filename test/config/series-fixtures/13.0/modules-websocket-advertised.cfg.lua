-- Fact: plugins/mod_websocket.lua of 13.0: on each host it brings mod_http_altconnect along, and that mod_http
modules_enabled = { "websocket" }
VirtualHost "example.org"
