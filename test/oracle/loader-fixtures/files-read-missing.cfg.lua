a = 1
b = {
FileContents "none.txt"
}
