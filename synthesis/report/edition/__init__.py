"""The pages of an edition: the same facts, told in French and in English."""
