Component "\u{e000}.example" "muc"
