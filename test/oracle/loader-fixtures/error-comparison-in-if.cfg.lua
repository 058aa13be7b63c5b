local n
if n
>
5
then
end
