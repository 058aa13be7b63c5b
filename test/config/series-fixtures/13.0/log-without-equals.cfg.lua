-- Fact: util/startup.lua and core/configmanager.lua of 13.0: `log` is the server's logger until the option is set: a forgotten = calls it and sets nothing
log { info = "*console" }
