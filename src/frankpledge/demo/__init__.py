"""Invents a whole police force area, believable and clearly labelled."""
