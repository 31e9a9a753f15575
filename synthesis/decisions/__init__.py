"""What the decisions of people make of the clusters of a run: a pure fold over the journal."""
