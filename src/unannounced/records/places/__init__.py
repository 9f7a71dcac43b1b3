"""Places of detention and how many persons they hold."""
