"""Doléances: from the contributions of a public consultation to a synthesis anyone can check."""

import os

# One thread for linear algebra, said before numpy is loaded: our matrices are small, and threads
# that wait for each other take the processor from others, most of all beside another run.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"
