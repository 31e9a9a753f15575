"""The proofs of an edition: it is made again from what it publishes, and compared."""
