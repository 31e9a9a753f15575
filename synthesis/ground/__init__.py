"""What a run found of a question, read from its warehouse: what decisions are laid on."""
