"""What was done: append-only lines, sealed, chained and checked; no foreign keys."""
