"""The field room: what devices of a delegation speak with. It holds ciphertext for keys it does not have."""
