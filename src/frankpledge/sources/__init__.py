"""One module per publisher or format: what a file is, and its rows with types."""
