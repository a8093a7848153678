"""Whether the installation works: for a machine that asks every minute, and for its administrator."""
