"""Whether two names, addresses and positions mean one place of detention, and why."""
