-- Prosody's own globals: what looks like an option that is not set is one of these.
a = type(log)
b = type(hosts)
c = type(prosody)
d = type(full_sessions)
log { info = "*console" }
