-- Fact: core/configmanager.lua of 13.0: the warning names the line on which the word stands, and comes for each word
modules_enabled = {
	"roster",
	tls,
	"ping", mam, "time",
}
