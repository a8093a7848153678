"""Places of a partnership's own: areas that it draws, and premises with conditions."""
