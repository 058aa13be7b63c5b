-- Fact: core/configmanager.lua of 13.0: FileContents gives the whole file, the newline at its end included
a = FileContents "secret.txt"
