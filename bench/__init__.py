"""Measurements of what this project claims, each beside its limit or a peer."""
