"""Findings, and the strategic assessment they make up."""
