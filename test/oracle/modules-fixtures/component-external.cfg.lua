modules_enabled = { "tls", "dialback" }
Component "gateway.example.org"
	component_secret = "x"
