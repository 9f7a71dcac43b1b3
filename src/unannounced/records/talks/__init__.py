"""What was said at the end of a visit: talks, immediate and preliminary observations, cooperation."""
