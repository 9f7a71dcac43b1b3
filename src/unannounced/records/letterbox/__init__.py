"""What the intake room holds: sealed letters and files on their way, answers for whoever has the words, spent work."""
