"""From a run and what people decided of it to the tables of an edition."""
