"""Pages of the field room, for people without a device."""
