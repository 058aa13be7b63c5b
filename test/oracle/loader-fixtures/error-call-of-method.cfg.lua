local s = "x"
a = s
:none(
)
