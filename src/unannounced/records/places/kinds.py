"""Kinds of places of detention: data, with their words; they stand in ``duties/registering.py``."""

from unannounced.duties.registering import KINDS, kind_word

__all__ = ["KINDS", "kind_word"]
