"""What devices may have, and what has come."""
