"""Entries of the delegation: what was said, seen and measured."""
