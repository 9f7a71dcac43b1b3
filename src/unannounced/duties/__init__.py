"""What the rules say: pure functions on values, without a clock, a disk, a network or chance."""
