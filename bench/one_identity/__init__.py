"""By what pairs one identity is learned and judged: keyed public registers, which are not part of the project."""
