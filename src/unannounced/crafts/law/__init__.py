"""Reading the law files: conventions in YAML, acts in CSV, mappings of tables written by others."""
