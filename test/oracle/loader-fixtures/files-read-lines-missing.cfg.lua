a = FileLines(
"none.txt")
