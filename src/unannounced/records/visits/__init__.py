"""Visits, delegations, who is let know, and the places visited."""
