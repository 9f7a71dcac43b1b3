"""Notebooks of visits by command, one module for each word."""
