"""Frozen bytes to and from other rooms; the only record in every database."""
