"""A county's assessment, district by district: an extract for each partnership that is in it."""
