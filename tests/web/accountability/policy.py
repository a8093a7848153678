"""Who may open the addresses of this app."""

from tests.web.parts import EVERYBODY

# Below a partnership's address: who of it may open what. Others of it get 403, somebody from elsewhere 404.
MAY = {
    "packs": EVERYBODY,
    "pack": EVERYBODY,
    "download_pack": EVERYBODY,
    "prepare_pack": {"cora"},
    "write_pack": {"cora"},
    "sign_pack": {"chris"},
}
