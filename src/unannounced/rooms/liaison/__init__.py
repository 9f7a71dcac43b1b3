"""The door of a State's officers: what was transmitted to their State, and what they answer."""
