"""Typesetting: letters as PDF, from values alone, the same bytes each time (typst)."""
