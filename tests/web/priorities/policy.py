"""Who may open the addresses of this app."""

from tests.web.parts import EVERYBODY

# Below a partnership's address: who of it may open what. Others of it get 403, somebody from elsewhere 404.
MAY = {
    "priorities": EVERYBODY,
    "priority": EVERYBODY,
    "change_priority": {"cora"},
    "end_priority": {"cora"},
}
