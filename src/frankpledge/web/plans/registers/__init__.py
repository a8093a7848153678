"""What a plan is written with: words, other strategies, standards, tactics, lenses, approvals, achievements."""
