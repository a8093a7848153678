"""Who may open the addresses of this app."""

from tests.web.parts import EVERYBODY

# Below a partnership's address: who of it may open what. Others of it get 403, somebody from elsewhere 404.
MAY = {
    "current_measures": EVERYBODY,
    "measures": EVERYBODY,
    "measure": EVERYBODY,
    "add_measure": {"cora"},
    "fill_measures": {"cora"},
    "redefine_measure": {"cora"},
    "enter_reading": {"cora"},
    "sign_reading": {"cora"},
    "link_measure": {"cora"},
    "retire_measure": {"cora"},
}
