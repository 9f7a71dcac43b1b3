"""Reports as Word files: written with real styles and numbers, and read again with what was changed in them."""
