"""What each role is and may do. Roles are data: code asks for a permission, never for a role."""

from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """One thing that a person may do in a partnership; the value is kept, the words are in `WORDS`."""

    SEE_WORKSPACE = "see_workspace"
    LOAD_EVIDENCE = "load_evidence"
    SEE_RESTRICTED = "see_restricted"
    RAISE_ISSUE = "raise_issue"
    WRITE_ASSESSMENT = "write_assessment"
    SIGN_ASSESSMENT = "sign_assessment"
    RELEASE = "release"
    CHOOSE_PRIORITIES = "choose_priorities"
    WRITE_PLAN = "write_plan"
    UPDATE_ACTION = "update_action"
    WORK_CASES = "work_cases"
    READ_LIVED_EXPERIENCE = "read_lived_experience"
    MANAGE_PEOPLE = "manage_people"
    SEE_AUDIT = "see_audit"
    MANAGE_CONNECTIONS = "manage_connections"


WORDS = {
    Permission.SEE_WORKSPACE: "read the partnership's assessments, plans, actions and measures",
    Permission.LOAD_EVIDENCE: "load evidence and make figures from it",
    Permission.SEE_RESTRICTED: "see figures from restricted data, with small numbers hidden",
    Permission.RAISE_ISSUE: "tell of an issue that is beginning to show",
    Permission.WRITE_ASSESSMENT: "write and change assessments and surveys",
    Permission.SIGN_ASSESSMENT: "sign an assessment or a plan off",
    Permission.RELEASE: "release a signed document to the public, together with a second person",
    Permission.CHOOSE_PRIORITIES: "score themes and record which become priorities",
    Permission.WRITE_PLAN: "write and change plans, actions, measures and risks",
    Permission.UPDATE_ACTION: "say how the actions of their own agency are going",
    Permission.WORK_CASES: "work on the cases they are named on",
    Permission.READ_LIVED_EXPERIENCE: "keep and read accounts of lived experience, as far as people agreed to it",
    Permission.MANAGE_PEOPLE: "invite people, give and end roles, name agencies, and say what the partnership is and covers",
    Permission.SEE_AUDIT: "read the record of who did what",
    Permission.MANAGE_CONNECTIONS: "say which other systems are told of publications, and end anybody's token",
}
# What may still be done in a partnership that has ended: reading; and what closing it needs, which is ending and
# confirming people's access, correcting the day or what took its place, ending tokens and subscriptions, and erasing
# an account whose teller withdraws consent.
AFTER_THE_END = frozenset(
    {
        Permission.SEE_WORKSPACE,
        Permission.SEE_RESTRICTED,
        Permission.SEE_AUDIT,
        Permission.READ_LIVED_EXPERIENCE,
        Permission.MANAGE_PEOPLE,
        Permission.MANAGE_CONNECTIONS,
    }
)


@dataclass(frozen=True)
class Role:
    """`staff` roles see or change what others wrote, so they sign in with a second factor."""

    code: str
    name: str
    sentence: str
    permissions: frozenset[Permission]
    staff: bool = True


P = Permission
_READ = {P.SEE_WORKSPACE}
ROLES = {
    role.code: role
    for role in (
        Role(
            "coordinator",
            "Community safety manager",
            "Runs the partnership's work from day to day.",
            frozenset(P) - {P.WORK_CASES, P.SIGN_ASSESSMENT},
        ),
        Role(
            "analyst",
            "Analyst",
            "Loads evidence and writes the assessment.",
            frozenset(
                {
                    *_READ,
                    P.RAISE_ISSUE,
                    P.LOAD_EVIDENCE,
                    P.SEE_RESTRICTED,
                    P.WRITE_ASSESSMENT,
                    P.READ_LIVED_EXPERIENCE,
                }
            ),
        ),
        Role(
            "lead",
            "Action lead",
            "Leads actions for an agency and says how they are going.",
            frozenset({*_READ, P.RAISE_ISSUE, P.UPDATE_ACTION}),
            staff=False,
        ),
        Role(
            "member",
            "Member",
            "Sits on the partnership for an agency.",
            frozenset({*_READ, P.RAISE_ISSUE, P.CHOOSE_PRIORITIES}),
        ),
        Role(
            "chair",
            "Chair",
            "Answers for the partnership: signs its assessment and plan.",
            frozenset(
                {
                    *_READ,
                    P.RAISE_ISSUE,
                    P.SEE_RESTRICTED,
                    P.CHOOSE_PRIORITIES,
                    P.SIGN_ASSESSMENT,
                    P.RELEASE,
                    P.SEE_AUDIT,
                }
            ),
        ),
        Role(
            "caseworker",
            "Caseworker",
            "Works with people at risk, on the cases they are named on.",
            frozenset({*_READ, P.RAISE_ISSUE, P.WORK_CASES}),
        ),
        Role(
            "scrutiny",
            "Scrutiny",
            "Looks at how the partnership does its work, for the council's scrutiny committee.",
            frozenset({*_READ, P.SEE_AUDIT}),
        ),
        Role(
            "administrator",
            "Administrator",
            "Looks after people and their access. Cannot read casework.",
            frozenset({*_READ, P.MANAGE_PEOPLE, P.SEE_AUDIT, P.MANAGE_CONNECTIONS}),
        ),
    )
}
del P


def choices() -> list[tuple[str, str]]:
    """For a form: each role's code and name."""
    return [(role.code, role.name) for role in ROLES.values()]
