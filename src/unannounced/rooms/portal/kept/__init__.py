"""Finished answers, kept in memory for as long as nothing changes that they rest on."""
