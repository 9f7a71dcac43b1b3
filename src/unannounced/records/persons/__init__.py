"""Pseudonyms of those who spoke, and what they consented to, apart from what they said."""
