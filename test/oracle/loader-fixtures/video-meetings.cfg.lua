plugin_paths = { "/usr/share/meetings/prosody-plugins/" }
muc_mapper_domain_base = "meet.example.org";
turncredentials_secret = "secret";
turncredentials = {
	{ type = "stun", host = "meet.example.org", port = "3478" },
	{ type = "turns", host = "meet.example.org", port = "5349", transport = "tcp" },
};
cross_domain_bosh = false;
consider_bosh_secure = true;
ssl = { protocol = "tlsv1_2+"; ciphers = "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256" }
VirtualHost "meet.example.org"
	authentication = "anonymous"
	ssl = { key = "/etc/prosody/certs/meet.example.org.key"; certificate = "/etc/prosody/certs/meet.example.org.crt"; }
	speakerstats_component = "speakerstats.meet.example.org"
	modules_enabled = { "bosh"; "pubsub"; "ping"; }
	c2s_require_encryption = false
	lobby_muc = "lobby.meet.example.org"
	main_muc = "conference.meet.example.org"
Component "conference.meet.example.org" "muc"
	restrict_room_creation = true
	storage = "memory"
	modules_enabled = { "muc_meeting_id"; "muc_domain_mapper"; }
	admins = { "focus@auth.meet.example.org" }
	muc_room_locking = false
	muc_room_default_public_jids = true
VirtualHost "auth.meet.example.org"
	modules_enabled = { "limits_exception"; }
	authentication = "internal_hashed"
Component "focus.meet.example.org" "client_proxy"
	target_address = "focus@auth.meet.example.org"
Component "speakerstats.meet.example.org" "speakerstats_component"
	muc_component = "conference.meet.example.org"
