"""Commands of the framework as the rooms want them."""
