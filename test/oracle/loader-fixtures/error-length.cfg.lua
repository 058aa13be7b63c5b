local n
a =
#
n
