"""Check-lists by command: look at a workbook, enter it, list those there are."""
