local function f(options)
	VirtualHost(options.host)
	x =
		options.tls.key
end
f {
	host = "example.org"
}
