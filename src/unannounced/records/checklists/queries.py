"""Check-lists, and those a visit uses."""
