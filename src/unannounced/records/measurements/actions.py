"""Noting what was measured, correcting it, and signing off rules of low confidence."""
