"""The registers that belong to duties: law and policy that is expected, and decisions with their section 17 words."""

from frankpledge.web.duties.models import Decision, ExpectedChange
from frankpledge.web.plans.registers.register import Register

REGISTERS = (
    Register(
        "expected",
        "Expected law or policy",
        "Expected law and policy",
        "What may come, when, what it may change for the partnership, and who watches it.",
        ExpectedChange,
        ("title", "state", "expected_on", "may_change", "owner", "person", "link"),
        ("owner", "person"),
    ),
    Register(
        "decisions",
        "Decision, with section 17",
        "Decisions, with section 17",
        "Section 17 of the Crime and Disorder Act 1998 asks councils and others to consider, in all that they do, what it "
        "does to crime and disorder, to drugs and alcohol, and to reoffending. Here stands what was considered.",
        Decision,
        ("title", "body", "decided_on", "minute", "plan", "effect", "effects"),
        ("plan",),
    ),
)
