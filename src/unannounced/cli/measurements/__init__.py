"""Measurements by command, one module for each word."""
