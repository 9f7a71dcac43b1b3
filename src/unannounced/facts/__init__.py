"""Facts that are shipped: acts of States and the public record, each with source and confidence."""
