"""What the law asks of the partnership, when, and whether it is done."""
