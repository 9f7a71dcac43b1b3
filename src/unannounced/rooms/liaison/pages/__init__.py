"""The pages of the liaison room."""
