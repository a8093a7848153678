"""Who may open the addresses of this app."""

# Below a partnership's address: who of it may open what. Others of it get 403, somebody from elsewhere 404.
MAY = {
    "audit": {"ada", "cora", "chris", "scott"},
}
