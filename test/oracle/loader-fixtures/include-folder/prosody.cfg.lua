Include "conf.d"
