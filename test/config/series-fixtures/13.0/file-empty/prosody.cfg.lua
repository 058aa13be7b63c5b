-- Fact: core/configmanager.lua of 13.0: of an empty file FileContents gives an empty text and FileLines an empty list, but FileLine ends in an error without words
a = FileContents "empty.txt"
b = FileLines "empty.txt"
c = FileLine "empty.txt"
