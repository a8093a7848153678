"""Who may open the addresses of this app."""

from tests.web.parts import MANAGERS

# Open to anybody, and why.
PUBLIC = {
    "health": "ok or not ok, for a machine that looks after the installation",
}
# The installation's own: what all partnerships on it share. Nina of the next partnership may as well.
SHARED = {
    "health_page": MANAGERS | {"nina"},  # numbers of the whole installation
}
