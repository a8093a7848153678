"""The evidence: what is held, and loading more."""
