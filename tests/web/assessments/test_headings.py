"""One heading for each kind of finding, in an edition as in its draft."""

from frankpledge.web.assessments.body import groups


def test_a_kind_that_comes_again_goes_under_the_heading_that_it_has():
    put = [{"id": "a", "kind": "trend"}, {"id": "b", "kind": "place"}, {"id": "c", "kind": "trend"}]

    made = groups(put)

    assert [(each.id, [finding["id"] for finding in each.findings]) for each in made] == [
        ("of-trend", ["a", "c"]),
        ("of-place", ["b"]),
    ]
