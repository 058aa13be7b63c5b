Include "conf.d/a-b.c+*.lua"
Include "./conf.d/x*"
