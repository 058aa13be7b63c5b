a = "C:\prosody\data"
