"""What a token may be used for. Scopes are data: each needs a permission, which its owner must have at each use."""

from dataclasses import dataclass

from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer


@dataclass(frozen=True)
class Scope:
    """`words` end the sentence "a program with this token may …"."""

    code: str
    words: str
    permission: Permission


ASSESSMENTS, ROWS, RESTRICTED = "assessments", "rows", "restricted"
SCOPES = {
    scope.code: scope
    for scope in (
        Scope(ASSESSMENTS, "read drafts of assessments, their findings and signed editions", Permission.SEE_WORKSPACE),
        Scope(ROWS, "read the rows of recorded crime behind the figures", Permission.SEE_WORKSPACE),
        Scope(
            RESTRICTED,
            "read also the figures from restricted data, with small numbers hidden; each look is recorded",
            Permission.SEE_RESTRICTED,
        ),
    )
}


def permissions_of(codes: list[str]) -> frozenset[Permission]:
    """What these scopes allow at most."""
    return frozenset(SCOPES[code].permission for code in codes if code in SCOPES)


def open_to(viewer: Viewer) -> list[Scope]:
    """The scopes that this person could use today."""
    return [scope for scope in SCOPES.values() if viewer.may(scope.permission)]
