"""Commands: one file each. ``unannounced --help`` lists them."""
