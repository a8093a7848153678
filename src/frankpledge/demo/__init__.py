"""Frankshire: an invented police force area, with truths planted in its figures, for trying everything out."""
