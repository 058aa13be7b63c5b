-- Fact: core/configmanager.lua of 13.0: FileLine gives the first line of a file without its newline
a = FileLine "secret.txt"
