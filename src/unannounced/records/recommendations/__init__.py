"""Items by force, the State's responses, our assessments, and public statements."""
