"""The reviewers' workshop: pages on which people read the evidence and decide."""
