-- Fact: core/configmanager.lua of 13.0: the line is the one Lua is at when it reads the name: for the last item of a list that of the closing bracket, comma or not
modules_enabled = {
	"roster",
	tls
}
