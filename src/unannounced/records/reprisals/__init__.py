"""Cases of reprisal, apart from communications: what was done, what the person agreed to, and calls that are due."""
