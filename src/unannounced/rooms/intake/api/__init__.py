"""What the scripts of the intake room ask for, as docs/intake-protocol.md says."""
