f = FileLine "here.txt"
g = FileContents "../secret.txt"
