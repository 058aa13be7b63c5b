Include ""
