a = "five"
+ 
1
