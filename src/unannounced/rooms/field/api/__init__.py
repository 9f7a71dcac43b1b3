"""What devices ask for, as docs/field-protocol.md says."""
