"""What the pages of all rooms share: base template, pieces, styles, fonts, keys and template tags."""
