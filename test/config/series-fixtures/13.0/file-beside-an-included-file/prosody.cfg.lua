-- Fact: core/configmanager.lua of 13.0: the path of a file that is read counts from the folder of the file that names it
Include "conf.d/example.cfg.lua"
