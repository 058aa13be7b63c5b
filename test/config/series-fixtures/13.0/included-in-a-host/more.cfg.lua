a { "from the file" }
