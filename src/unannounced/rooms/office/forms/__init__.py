"""What is typed in the office."""
