from frankpledge.documents import notes
from tests.documents.factories import finding

ALL, CHANGES, OWN = "Rows, not crimes.", "Many were tested.", "Only of this one."


def shared():
    first = finding("a", caveats=(ALL,))
    second, third = finding("b", caveats=(ALL, CHANGES, OWN)), finding("c", caveats=(CHANGES, ALL))
    return notes.share([("context", [first]), ("change", [second, third])]), second


def test_what_several_sections_share_is_said_up_front_and_the_rest_where_it_belongs():
    found, _ = shared()

    assert found.general == (ALL,)
    assert found.by_section == {"change": (CHANGES,)}


def test_a_finding_refers_to_shared_notes_by_number_and_keeps_its_own():
    found, second = shared()

    assert found.of(second) == (1, 2)
    assert found.own(second) == (OWN,)
