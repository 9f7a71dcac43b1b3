"""Where the public reads what may be shown."""
