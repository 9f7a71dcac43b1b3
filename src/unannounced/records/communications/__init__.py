"""Communications: keepers of their register, its key, sealed pieces, who deals with them, and what was done."""
