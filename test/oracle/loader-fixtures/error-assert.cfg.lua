assert(
false,
"not so")
