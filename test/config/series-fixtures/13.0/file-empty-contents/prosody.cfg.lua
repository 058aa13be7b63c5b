-- Fact: core/configmanager.lua of 13.0: of an empty file FileContents gives an empty text and FileLines an empty list
a = FileContents "empty.txt"
b = FileLines "empty.txt"
