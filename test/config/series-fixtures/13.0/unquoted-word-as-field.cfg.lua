-- Fact: core/configmanager.lua of 13.0: the line is the one Lua is at when it reads the name: for a field of a table its own
storage = {
	archive = sql,
	blocklist = none
}
