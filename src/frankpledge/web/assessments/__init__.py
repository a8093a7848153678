"""Assessments: asking for one, reading it, taking it away."""
