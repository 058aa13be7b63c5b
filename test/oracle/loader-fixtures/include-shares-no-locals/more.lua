value = type(secret)
