"""Who plays which part in Castermouth, for the policies."""

from tests.web.cast import PARTS

EVERYBODY = {part[0] for part in PARTS if part[1] == "castermouth"}
MANAGERS = {"ada", "cora"}
WRITERS = {"cora", "ana"}
