"""Long work: done in a process of its own, its progress kept in files."""

import os

# As on the command line: where several threads share one of our small sums they wait longer than they work.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
