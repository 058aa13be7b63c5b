-- Fact: core/configmanager.lua of 13.0: FileLines gives a list of the lines without their newlines, empty ones included, the last one with or without an end
a = FileLines "names.txt"
a { "more" }
