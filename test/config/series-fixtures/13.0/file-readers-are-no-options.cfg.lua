-- Fact: core/configmanager.lua of 13.0: FileContents, FileLine, FileLines and Credential belong to the environment: setting them sets no option
FileContents = 1
FileLine = 2
FileLines = 3
Credential = 4
a = FileLine
