"""Who may open the addresses of this app."""

# Open to anybody, and why.
PUBLIC = {
    "accessibility": "what was tested of the pages, and whom to tell",
}
