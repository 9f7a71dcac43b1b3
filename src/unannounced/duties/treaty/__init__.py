"""Treaty law: days, depositary acts, and the standing of a State computed from them."""
