"""People, their mandates and roles, and their second factors."""
