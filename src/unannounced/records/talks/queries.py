"""What was said at the end of visits."""
