local array = require "util.array"
list = array { 1, 2 }
