-- Fact: core/configmanager.lua of 13.0: appending gives the reference back, so that more can be appended to it
a = { 1 }
a:append { 2 }:append { 3 }
a { 4 } { 5 }
