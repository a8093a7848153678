"""What a partnership knows beside its figures, and what it knows that it does not know."""
