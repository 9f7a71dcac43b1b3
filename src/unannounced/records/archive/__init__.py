"""Reports taken in from files: their renditions, and batches of files on their way in."""
