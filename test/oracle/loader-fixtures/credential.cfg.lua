a = 1
b = Credential "password"
