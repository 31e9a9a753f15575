"""One module a screen: what it shows, and what can be done there."""
