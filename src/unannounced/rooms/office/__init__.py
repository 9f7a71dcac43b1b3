"""Where members, experts and the secretariat work; confidential."""
