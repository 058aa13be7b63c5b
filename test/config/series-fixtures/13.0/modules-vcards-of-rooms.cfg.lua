-- Fact: plugins/muc/vcard.lib.lua of 13.0: mod_muc brings mod_vcard along unless muc_vcard is false
Component "rooms.example.org" "muc"
Component "talk.example.org" "muc"
	muc_vcard = false
