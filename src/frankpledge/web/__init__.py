"""The pages: server-rendered, one app per stage of the cycle."""
