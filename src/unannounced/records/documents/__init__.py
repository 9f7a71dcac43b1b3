"""Files as they came, each kept once: originals of reports, responses and answers."""
