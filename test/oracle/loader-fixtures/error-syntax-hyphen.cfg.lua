s2s-secure-auth = true
