"""What each method does, in words for a reader who is not an analyst. The full account is in docs/methods."""

from frankpledge.documents.content import Reference

# Name of the page in docs/methods → title, and what a board member needs to know of it.
METHODS: dict[str, tuple[str, str]] = {
    "change": (
        "Comparing two periods",
        "Each month is set against the same month of the period before, so that a summer meets a summer. The range "
        "allows for how unevenly crimes come: two periods with no real change between them would give a range that "
        "leaves out “no change” in about 1 of 20 cases. A change “could be chance” when its range holds nought. "
        "Because many types are looked at together, the chance that is given allows for that too.",
    ),
    "control-chart": (
        "How the months run",
        "The line is what was recorded each month. The band is how far months usually differ when nothing has "
        "changed; a month outside it, or a long run on one side, is marked with the rule that found it.",
    ),
    "year-to-date": (
        "The year so far",
        "The months since April are set beside the same months of the years before. A month that is missing in one of "
        "the years is left out of all.",
    ),
    "forecast": (
        "The months ahead",
        "What went before is carried on: recent months weigh most, and a season is kept where there is one. The same "
        "was tried from earlier months, and a forecast is shown only where it came nearer than simply taking the same "
        "month of the year before.",
    ),
    "comparison": (
        "Beside other areas",
        "Each area’s rate has the range in which chance alone could put it. Where there are ten areas or more, a "
        "funnel shows which are further from the rest than areas usually are from each other.",
    ),
    "hot-areas": (
        "Areas that stand out",
        "An area is hot when it and its neighbours together have more than almost any shuffling of the same crimes "
        "over the same places would give them. Because many areas are tested, the expected share of false alarms "
        "among those marked is held down and stated.",
    ),
    "persistent-areas": (
        "Areas that stay, come and go",
        "Each area is looked at month after month: hot throughout, hot only lately, hot no longer, or hot on and off.",
    ),
    "density": (
        "Density",
        "Each crime is spread over the ground around its map point, out to the distance stated, and the sums are "
        "drawn. The picture depends on that distance, so it is always named.",
    ),
    "busiest-points": (
        "Busiest map points",
        "The publisher moves every crime to the nearest of a fixed set of map points, each standing for many "
        "addresses. A busy point is therefore not a place where crimes happened.",
    ),
    "concentration": (
        "How concentrated it is",
        "How few areas hold a quarter and a half of the crimes. With few crimes some areas must have none, so the "
        "measure of unevenness is one that allows for that.",
    ),
    "clusters": (
        "Clusters of map points",
        "Map points that have many crimes within a stated reach are joined with their neighbours that have too. What is "
        "joined is one place, whatever its shape. Nothing is tested: it says how much lies on how little ground.",
    ),
    "local-moran": (
        "Areas unlike those around them",
        "Each area is set against its neighbours. A busy one among quiet ones, or a quiet one among busy ones, is listed "
        "when dealing the same counts out to other areas would rarely give such neighbours.",
    ),
    "pattern-change": (
        "Has it moved?",
        "Each area’s share of a month’s crime is set against its share in the same month of the period before. Swapping "
        "the two periods month by month shows how much chance alone would seem to move.",
    ),
    "deprivation-gradient": (
        "Deprivation",
        "Neighbourhoods are put in order by the published index. The slope says how the rate runs from one end of that "
        "order to the other, using every neighbourhood and its residents, not only the two ends.",
    ),
    "shares": (
        "Outcomes",
        "The share of crimes by the latest outcome published. Recent crimes have had less time to be closed, so they "
        "are shown apart.",
    ),
    "linked-tables": (
        "Hiding small numbers",
        "In data that came on terms, small numbers are hidden, and so are further numbers from which a hidden one "
        "could be worked out, from this table, from another that shares people with it, or from an edition published before.",
    ),
    "time-of-week": (
        "When in the week",
        "Each event is shared out evenly over the hours in which it may have happened. A day begins at 05:00, so that "
        "Saturday’s small hours stand with Friday night.",
    ),
    "near-repeats": (
        "Near repeats",
        "Pairs of events that are close in place and in time are counted, and set beside the number that shuffling "
        "the times over the same places gives.",
    ),
    "space-time-scan": (
        "Whether anything is gathering",
        "Every group of neighbouring areas and every stretch of time up to now is tried: is there more than the places’ "
        "and the months’ own shares explain? Because so many are tried, the chance given is that of the strongest anywhere, "
        "from 999 shuffles that are as uneven as crimes here usually are.",
    ),
    "repeats": (
        "Repeat victims and suspects",
        "Everybody is watched for a year from the first time they were named. How many were named again in that year?",
    ),
    "severity": (
        "Weighing crimes by harm",
        "Each crime counts as much as the weight that a published set gives its offence. The range allows for how "
        "unevenly crimes come, and for a grave one more. Broad types hold offences of very different weight, so for "
        "them there are only the least and the most that they can stand for.",
    ),
    "profiles": (
        "Who victims and suspects are",
        "Each person is counted once. Shares are of those of whom it is known; those unknown stand beside them.",
    ),
    "disproportionality": (
        "Whether a group is met more often than another",
        "The rate of each group is set over that of the largest, with the range that chance allows, once for all who "
        "live here and once for those already suspected. It says that there is a difference, never why.",
    ),
    "overlap": (
        "Victims who are also suspects",
        "The people named in both roles are set beside the number there would be if the one had nothing to do with the "
        "other, among residents of the same ages.",
    ),
    "verdict": (
        "Did it work?",
        "The place where something was done is set beside a place like it where nothing was, over the same months, with the "
        "unevenness of the months counted in. First it is checked that the two ran alike before; then whether a fall worth "
        "seeing could have been seen at all; and crime that moved next door is counted in.",
    ),
    "summary": (
        "What the summary chooses",
        "The summary is chosen by rules: findings that are strong come before those that are moderate, and larger "
        "before smaller. Nobody picks.",
    ),
}  # fmt: skip


def method(name: str) -> Reference | None:
    """The method of that page name; None where a finding only counts."""
    if not name:
        return None
    return Reference(METHODS[name][0] if name in METHODS else _title(name), f"method-{name}")


def explained(names: list[str]) -> list[tuple[str, str, str]]:
    """Anchor, title and explanation of each method named, in the order of `METHODS`, any other after."""
    known = [name for name in METHODS if name in names]
    return [
        (f"method-{name}", METHODS[name][0], f"{METHODS[name][1]} In full: docs/methods/{name}.md.")
        if name in METHODS
        else (f"method-{name}", _title(name), f"Described in docs/methods/{name}.md.")
        for name in [*known, *sorted(set(names) - set(known))]
    ]


def _title(name: str) -> str:
    return name.replace("-", " ").capitalize()
