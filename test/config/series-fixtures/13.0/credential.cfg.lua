-- Fact: core/configmanager.lua and util/startup.lua of 13.0: Credential reads a file below $CREDENTIALS_DIRECTORY, which only the running server has
a = Credential "secret"
b = "x"
