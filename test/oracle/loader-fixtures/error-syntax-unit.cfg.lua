a = 10M
