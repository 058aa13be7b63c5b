local t = {}
a = t["x"]
[
"y"
]
