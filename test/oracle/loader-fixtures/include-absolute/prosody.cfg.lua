Include "/etc/prosody/conf.d/*.cfg.lua"
Include "/etc/prosody/extra.lua"
certificates = "/etc/prosody/certs"
