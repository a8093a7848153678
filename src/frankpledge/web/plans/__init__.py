"""The plan and its working year: what will be done, by whom, by when, and how it is going."""
