a = FileContents "empty.txt"
b = FileLines "empty.txt"
c = FileLine "empty.txt"
