"""Conclusions, and the entries they rest on."""
