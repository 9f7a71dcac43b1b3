"""``unannounced portal``: the portal elsewhere, as files or as a copy that is only read."""
