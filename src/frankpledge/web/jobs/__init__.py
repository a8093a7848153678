"""Long work: done in a process of its own, its progress kept in files."""
