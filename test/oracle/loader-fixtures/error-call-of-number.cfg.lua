local five = 5
a = {
1,
five(),
2
}
