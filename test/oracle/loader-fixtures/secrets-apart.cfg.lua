local secrets = {
	ldap = "correct horse";
	turn = "battery staple";
	db = { user = "prosody", password = "pass=word" };
}
ldap_password = secrets.ldap
turn_external_secret = secrets["turn"]
sql = { driver = "PostgreSQL", database = "prosody", username = secrets.db.user, password = secrets.db.password, host = "192.0.2.5" }
missing = secrets.none
VirtualHost "example.org"
Component "gateway.example.org"
	component_secret = secrets.gateway or "default"
