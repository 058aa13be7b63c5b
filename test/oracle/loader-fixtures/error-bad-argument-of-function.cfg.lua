a = string.format(
"%d",
"x"
)
