a = "double"
b = 'single'
c = [[long]]
d = [==[with ]] in it]==]
e = [[
first newline gone]]
f = "tab\there\nline"
g = "\65\066\x43\u{44}"
h = "cut \z
     here"
i = "line \
end"
j = 'it\'s'
k = "\\"
l = "é€😀"
m = "\u{20AC}"
n = ""
o = "a" .. 'b' .. [[c]]
p = #"é"
q = "nul\0inside"
r = ("x"):rep(0)
s = ("%d%%"):format(50)
t = ("%s %s"):format("a", 1)
u = ("%5.1f|%-5s|%05d|%x"):format(3.14159, "ab", 42, 255)
v = ("a,b,,c"):gsub(",", ";")
w = ("hello world"):gsub("o", { o = "0" })
x = ("hello"):gsub("l+", function(m) return #m end)
y = ("key = value"):match("^(%w+)%s*=%s*(%w+)$")
z = ("x.y"):find(".", 1, true)
aa = tostring(nil) .. tostring(true) .. tostring(12)
ab = ("abc"):upper():lower():len()
ac = ("%w"):gsub("%%", "%%%%")
ad = ("  trim "):match("^%s*(.-)%s*$")
ae = "a\
b"
af = ("a b c"):gsub(" ", "", 1)
ag = ("\u{e9}"):byte(1, -1)
ah = { ("\u{e9}"):byte(1, -1) }
ai = ("test"):sub(2, -2)
aj = ("test"):sub(-10, 100)
ak = ("%c"):format(65)
al = "10" < "9"
