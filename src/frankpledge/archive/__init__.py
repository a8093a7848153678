"""The evidence archive: what is held, in which edition, and the questions asked of it."""
