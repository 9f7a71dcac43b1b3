"""The intake room: where anyone writes to the mechanism, and reads its answer. It holds ciphertext and knows nobody."""
