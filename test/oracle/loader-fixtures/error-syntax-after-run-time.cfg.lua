no_such()
a = = 1
