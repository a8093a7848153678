"""
The figures' proofreader: every number in a text or table is checked against the others beside it.

Pure functions: no Django, disk or clock. Start at `proofread.py`.
"""
