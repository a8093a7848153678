"""Money: what the partnership has, asks for, gives and spends, and what it gets for it."""
