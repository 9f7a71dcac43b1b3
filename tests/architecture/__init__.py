"""The house rules as tests; each has a test that breaks it."""
