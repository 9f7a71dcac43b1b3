"""What is measured inside a room: each module runs in a process with that room's settings."""
