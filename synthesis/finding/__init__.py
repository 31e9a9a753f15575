"""What became of one contribution, by its public reference, from a published edition alone."""
