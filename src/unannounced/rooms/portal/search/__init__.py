"""The page of the search and what stands beside it: its form, answers, files, feeds and words."""
