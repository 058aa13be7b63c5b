a = ("x"):find(
"[")
