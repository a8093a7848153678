"""What an edition says otherwise than the one before it: the log of corrections, worked out and not typed."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from frankpledge.web.assessments.models import Edition


def corrections(editions: Sequence[Edition]) -> list[dict[str, Any]]:
    """The figures that changed from each of an assessment's published editions to the next, the newest first."""
    ordered = sorted(editions, key=lambda edition: edition.number)
    steps = [list(_between(before, after)) for before, after in pairwise(ordered)]
    return [line for step in reversed(steps) for line in step]


def _between(before: Edition, after: Edition) -> Iterator[dict[str, Any]]:
    titles = {finding["id"]: finding["title"] for each in (before, after) for finding in each.content["findings"]}
    then, now = _figures(before), _figures(after)
    for finding, figure in {**then, **now}:
        said, says = then.get((finding, figure)), now.get((finding, figure))
        if said != says:
            yield {
                "edition": after.pk,
                "number": after.number,
                "public_from": after.public_from,
                "finding": finding,
                "title": titles[finding],
                "figure": figure,
                "before": said,
                "after": says,
            }


def _figures(edition: Edition) -> dict[tuple[str, str], Any]:
    return {
        (finding["id"], figure["name"]): figure["value"]
        for finding in edition.content["findings"]
        for figure in finding["figures"]
    }
