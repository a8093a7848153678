"""The record of who did what: append-only, chained, and checked against a copy outside the database."""
