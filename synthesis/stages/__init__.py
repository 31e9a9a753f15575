"""What builds each table, one file a table: SQL where the corpus is walked, Python on arrays."""
