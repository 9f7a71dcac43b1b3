"""What may leave: redacted and frozen into parcels; the only door out."""
