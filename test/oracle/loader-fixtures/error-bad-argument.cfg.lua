a = ("x"):rep(
{}
)
