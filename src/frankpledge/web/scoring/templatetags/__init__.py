"""Words and marks for templates of this app."""
