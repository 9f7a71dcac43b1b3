"""Standards of detention by command: list them, show one, evaluate a table of measurements."""
