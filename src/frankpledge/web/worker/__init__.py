"""The worker: one process that sends e-mails and does what happens on a schedule."""
