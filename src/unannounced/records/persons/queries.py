"""Pseudonyms and consents somebody may see."""
