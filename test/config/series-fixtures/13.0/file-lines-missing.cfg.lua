-- Fact: core/configmanager.lua of 13.0: for FileLines, too, a file that is not there is an error; Prosody names no line of the configuration
a = FileLines "missing.txt"
