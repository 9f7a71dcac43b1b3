"""What reading proposes of items, topics and repetitions, and what persons decided of it."""
