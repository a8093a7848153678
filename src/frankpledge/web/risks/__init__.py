"""What could go wrong, how likely and how bad that is, and who does what about it."""
