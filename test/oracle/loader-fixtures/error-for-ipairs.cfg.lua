local list
for _, item in
ipairs(
list
)
do
end
