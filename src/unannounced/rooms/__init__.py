"""Where people come in: one room for each public, each a process with its own settings and database."""
