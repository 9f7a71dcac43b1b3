"""How a delegation was let in, and whom it spoke with in private."""
