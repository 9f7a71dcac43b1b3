"""Unannounced: the open system of record for those who prevent torture by visiting places of detention."""

__version__ = "0.1.0"
