"""The account: what was said would be done, what was done, and what came of it."""
