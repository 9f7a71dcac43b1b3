"""The commands below ``unannounced places``."""
