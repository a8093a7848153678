"""Measurements against the bars we hold ourselves to: `.venv/bin/python -m bench.NAME [--quick]`."""
