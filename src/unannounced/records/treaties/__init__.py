"""Acts of States under the treaties, and the public record, each with source and confidence."""
