Component(false)
