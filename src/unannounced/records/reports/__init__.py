"""Reports, their numbered paragraphs and their stages."""
