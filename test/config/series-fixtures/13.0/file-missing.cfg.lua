-- Fact: core/configmanager.lua of 13.0: a file that is not there is an error, on the line of the call
a = 1
b = FileLine "missing.txt"
