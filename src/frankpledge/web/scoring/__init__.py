"""How a partnership chooses its priorities: themes, criteria, a panel, and a decision with reasons."""
