"""E-mail: written down with the change that causes it, and sent by the worker, each at most once."""
