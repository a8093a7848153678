"""Statistics as pure functions: numbers in, numbers out; no disk, network, clock or web."""
