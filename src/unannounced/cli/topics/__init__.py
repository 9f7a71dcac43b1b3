"""``unannounced topics``: one module for each of its commands."""
