"""The command line: parse, call, print."""

import os

# Our sums are small. Where several threads share one of them they wait for each other longer than they work: on a busy
# machine forecasts took seven times as long. It is read when numpy is first loaded, which is after this.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
