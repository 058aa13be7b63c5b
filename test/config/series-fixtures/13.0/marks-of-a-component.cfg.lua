-- Fact: core/configmanager.lua of 13.0: the loader's own marks on a Component can be read like options: its module, and that global modules are not loaded
Component "rooms.example.org" "muc"
	a = component_module
	b = load_global_modules
Component "gateway.example.org"
	a = component_module
