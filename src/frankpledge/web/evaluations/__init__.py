"""Evaluations: whether an action that was done somewhere, from a day on, made a difference there."""
