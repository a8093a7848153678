"""One content tree, printed as HTML, PDF, Word, CSV and JSON; charts and maps as SVG."""
