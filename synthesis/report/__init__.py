"""The edition: its pages, its figures and where they come from."""
