"""What the books say on the page of an action: grants and services that it lives on, and what it cost."""

from collections import defaultdict
from collections.abc import Collection

from django.urls import reverse

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.citations.beside import Note
from frankpledge.web.funding.models import Grant, GrantAction, Line, Service
from frankpledge.web.funding.money import pounds

HEADING = "Money"
COLOURS = {Grant.State.RUNNING: "green", Grant.State.ENDED: "grey", Grant.State.LOST: "red"}


def notes(viewer: Viewer, actions: Collection[int]) -> dict[int, list[Note]]:
    """In three questions whatever the number of actions."""
    found: dict[int, list[Note]] = defaultdict(list)
    here = viewer.partnership
    paid = GrantAction.objects.filter(partnership=here, action__in=actions)
    for link in paid.select_related("grant__partnership").order_by("pk"):
        grant = link.grant
        colour = COLOURS[Grant.State(grant.state)]
        said = f"Grant of {pounds(grant.pence)}"
        found[link.action_id].append(
            Note(str(grant), grant.get_absolute_url(), said, grant.get_state_display(), colour)
        )
    for service in Service.objects.filter(partnership=here, action__in=actions).select_related("partnership"):
        said = f"Commissioned for {pounds(service.pence)}"
        found[service.action_id or 0].append(Note(str(service), service.get_absolute_url(), said))
    spent: dict[int, int] = defaultdict(int)
    lines = Line.objects.filter(partnership=here, action__in=actions, kind=Line.Kind.SPENT).that_count()
    for action, pence in lines.values_list("action", "pence"):
        spent[action] += pence
    for action, pence in spent.items():
        found[action].append(Note(f"{pounds(pence)} spent on it", reverse("money_lines", args=[here.slug])))
    return dict(found)
