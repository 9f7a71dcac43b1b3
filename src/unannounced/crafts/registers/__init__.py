"""Tables of places of detention, as registers come: CSV, XLSX, Parquet, also compressed; read by a mapping."""
