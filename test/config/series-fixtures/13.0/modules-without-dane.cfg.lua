-- Fact: plugins/mod_s2s.lua of 13.0: without use_dane, mod_s2s_auth_dane_in stays away; only the global section is asked
VirtualHost "example.org"
	use_dane = true
	a = use_dane
