"""What the templates of the portal say of words."""
