Include "/etc/prosody/none.lua"
