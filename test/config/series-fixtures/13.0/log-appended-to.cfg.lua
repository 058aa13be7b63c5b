-- Fact: util/startup.lua and core/configmanager.lua of 13.0: once the option `log` is set, that is found and not the server's logger
log = { info = "*console" }
log { error = "prosody.err" }
