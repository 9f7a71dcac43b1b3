"""Print every figure this project claims beside its limit or a peer. Being written."""
