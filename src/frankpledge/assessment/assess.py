"""Making an assessment: every kind of finding, in reading order."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime

from frankpledge.archive.archive import Snapshot
from frankpledge.archive.areas import Area
from frankpledge.assessment import (
    ahead,
    change,
    comparison,
    context,
    deprivation,
    harm,
    offences,
    outcomes,
    partner_crimes,
    partners,
    place,
    so_far,
    stop_search,
    summary,
    trend,
)
from frankpledge.assessment.assessment import Assessment
from frankpledge.assessment.did_it_work import evaluate
from frankpledge.assessment.evidence import Evidence, gather
from frankpledge.assessment.finding import Finding, Released
from frankpledge.assessment.scheme import Scheme
from frankpledge.month import Month
from frankpledge.sources.invented import ATTRIBUTION as INVENTED
from frankpledge.sources.invented import is_invented
from frankpledge.sources.titles import DATASETS

Told = Callable[[str, int, int], None]
BUILDERS: tuple[tuple[str, Callable[[Evidence], list[Finding]]], ...] = (
    ("Who lives here", context.findings),
    ("Counting each type of crime", offences.findings),
    ("Comparing the two periods", change.findings),
    ("Taking the year so far", so_far.findings),
    ("Looking at the months", trend.findings),
    ("Looking ahead", ahead.findings),
    ("Setting other areas beside it", comparison.findings),
    ("Finding where it happens", place.findings),
    ("Reading partners' counts", partners.findings),
    ("Reading partners' crimes", partner_crimes.findings),
    ("Weighing crimes by harm", harm.findings),
    ("Looking at stop and search", stop_search.findings),
    ("Setting it beside deprivation", deprivation.findings),
    ("Following outcomes", outcomes.findings),
)


def assess(
    snapshot: Snapshot,
    area: Area,
    last: Month,
    months: int = 12,
    *,
    peers: Sequence[str] = (),
    published: Sequence[Released] = (),
    schemes: Sequence[Scheme] = (),
    abnormal: Mapping[str, Collection[Month]] | None = None,
    now: datetime | None = None,
    progress: Told | None = None,
    arrived: Callable[[Sequence[Finding]], None] | None = None,
) -> Assessment:
    """
    The strategic assessment of `area` for the `months` months that end with `last`.

    `peers` are codes or names of areas that it is also set beside, such as a most similar group; one that is not
    held raises UnknownArea or AmbiguousArea. `published` says which numbers of restricted data left in editions that
    were published before, so that they and this one together give nothing away. `schemes` in the area are judged
    (raises BadScheme). `abnormal` names months out of the ordinary, by type of crime ("" for all), which are left out
    of what charts take as usual. Raises NothingToAssess where no month is held, and NothingHeld where
    a look-up that it needs is not.
    `progress` is told what is being done, how many steps are done, and of how many; `arrived` is given the findings of
    each step as soon as they are there. They do not change any more, and the summary is in none of these.
    """
    tell = progress or (lambda doing, done, total: None)
    steps = len(BUILDERS) + 2
    tell("Gathering the evidence", 0, steps)
    evidence = gather(snapshot, area, last, months, published=published, abnormal=abnormal)
    found: list[Finding] = []
    for number, (doing, build) in enumerate(BUILDERS, start=1):
        tell(doing, number, steps)
        new = comparison.findings(evidence, peers) if build is comparison.findings else build(evidence)
        found += new
        if arrived and new:
            arrived(new)
    for scheme in schemes:
        found.append(_judged(snapshot, area, scheme))
    tell("Writing the summary", steps - 1, steps)
    found.insert(0, summary.summarise(evidence, found))
    return Assessment(
        area_code=area.code,
        area_name=area.name,
        area_kind=area.kind_label,
        period=evidence.period,
        findings=tuple(found),
        attribution=_attribution(evidence, found),
        made_at=(now or datetime.now(UTC)).isoformat(timespec="seconds"),
    )


def _judged(snapshot: Snapshot, area: Area, scheme: Scheme) -> Finding:
    evaluated = evaluate(snapshot, scheme)
    outside = sorted(set(evaluated.area.lsoas) - set(area.lsoas))
    if outside:
        raise scheme.fault("treated", None, f"{outside[0]} is not in {area.name}: evaluate the scheme by itself")
    return evaluated.finding


def _attribution(evidence: Evidence, found: list[Finding]) -> tuple[str, ...]:
    """The licence lines of every dataset used; invented data says so instead."""
    if is_invented(evidence.force_names):
        return (INVENTED,)
    used = {name for finding in found for name in (finding.provenance.dataset, *finding.provenance.versions)}
    return tuple(dict.fromkeys(DATASETS[name].attribution for name in sorted(used) if name in DATASETS))
