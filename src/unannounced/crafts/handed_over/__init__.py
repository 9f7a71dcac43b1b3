"""Many communications handed over at once by the office of a lawyer or an organisation: a table, and files with it."""
