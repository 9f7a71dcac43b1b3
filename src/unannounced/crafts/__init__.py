"""What takes skill: reading, sealing, typesetting and the like, on the files and streams a craft is handed."""
