-- Section for example.com

VirtualHost "example.com"
	enabled = false -- Remove this line to enable this host

	ssl = {
		key = "/etc/prosody/certs/example.com.key";
		certificate = "/etc/prosody/certs/example.com.crt";
	}

Component "conference.example.com" "muc"
