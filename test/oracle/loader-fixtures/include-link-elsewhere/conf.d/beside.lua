from = "conf.d"
