a = table.concat({
{}
})
