http.ports = { 5280 }
