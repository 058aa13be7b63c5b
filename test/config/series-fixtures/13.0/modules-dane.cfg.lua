-- Fact: plugins/mod_s2s.lua of 13.0: with use_dane it brings mod_s2s_auth_dane_in along
use_dane = true
VirtualHost "example.org"
