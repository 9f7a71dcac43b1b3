"""Acts of the office as forms: one form serves the button, the page and the command."""
