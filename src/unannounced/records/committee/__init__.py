"""Terms of members, sessions, and votes with their ballots."""
