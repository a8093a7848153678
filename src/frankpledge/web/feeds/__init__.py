"""Partners' feeds: what is sent, on what terms, and who asked for it."""
