"""The pages of the intake room: every one works without scripts."""
