"""States, their codes and names; invented ones are marked."""
