"""Figures over everything that was published: counted once after each publication, and kept beside the database."""
