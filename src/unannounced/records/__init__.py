"""What is kept: one Django app for each record, each reading models, actions, queries."""
