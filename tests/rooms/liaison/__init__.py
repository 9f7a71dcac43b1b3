"""What goes on at the door of a State's officers."""
