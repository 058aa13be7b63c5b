-- Fact: core/configmanager.lua of 13.0: names that begin with ENV_ are the environment's alone: they never give a warning, and an option of that name is not seen
ENV_OTHER = 5
a = ENV_PORT
b = ENV_OTHER
c = env_port
