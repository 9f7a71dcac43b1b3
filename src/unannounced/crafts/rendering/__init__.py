"""Rendering: a report as an accessible page of its own, and as open data, from the same value as its PDF."""
