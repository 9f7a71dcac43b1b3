"""Tests of the portal, run with the portal's settings."""
