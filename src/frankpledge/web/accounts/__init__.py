"""Who works here: partnerships, agencies, people, their roles, and what each role may do."""
