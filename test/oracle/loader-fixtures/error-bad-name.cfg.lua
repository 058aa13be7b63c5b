VirtualHost {
}
