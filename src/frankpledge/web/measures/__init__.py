"""Measures: whether what a plan means to change does change, and whether that could be chance."""
