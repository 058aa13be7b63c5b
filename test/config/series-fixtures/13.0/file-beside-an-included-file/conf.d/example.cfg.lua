a = FileLine "secret.txt"
