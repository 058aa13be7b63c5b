Include()
