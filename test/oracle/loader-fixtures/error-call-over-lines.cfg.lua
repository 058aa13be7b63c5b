a = 1
no_such
(
1,
2
)
