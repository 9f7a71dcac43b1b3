"""Requests for information outside any visit, and the answers to them."""
