"""
Five invented partnerships round the invented one, with a small plan each: one for every way in which real plans are laid
out. No real person, place or body; their areas are on no map.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django_scopes import scope

from frankpledge.web.accounts.confirming import confirmed_until
from frankpledge.web.accounts.models import Agency, Membership, Partner, Partnership, Person
from frankpledge.web.accounts.viewer import Viewer, viewer_of
from frankpledge.web.plans import changes, layouts, saying, sorting
from frankpledge.web.plans.models import Category, Lens, Plan
from frankpledge.web.plans.registers import keeping
from frankpledge.web.plans.registers.register import REGISTERS
from frankpledge.web.priorities import changes as priorities

POLICE, COUNCIL, FIRE = "Frankshire Police", "council", "Frankshire Fire and Rescue Service"


@dataclass(frozen=True)
class Act:
    """An action: text, who leads, what was said last ("" for nothing yet), how it stands, and its category if any."""

    text: str
    lead: str
    said: str = ""
    status: str = ""
    category: str = ""


@dataclass(frozen=True)
class Aim:
    """A priority: `words` stand under the layout's headings in their order."""

    title: str
    public: str
    strategies: tuple[str, ...]
    words: tuple[str, ...]
    acts: tuple[Act, ...]
    theme: str = ""


@dataclass(frozen=True)
class Neighbour:
    name: str
    manager: str
    years: int
    layout: str
    lens: str
    aims: tuple[Aim, ...]


NEIGHBOURS = (
    Neighbour(
        "Elmcombe and Sarre",
        "Petra Quill",
        3,
        Plan.Layout.TARGET,
        "",
        (
            Aim(
                "Safer homes and sheds",
                "Fewer homes, sheds and vans broken into.",
                ("crime",),
                (
                    "Fewer break-ins to homes than in the year before the plan.",
                    "A home counts with its garage; a shed that stands apart counts by itself.",
                    "Forced back doors; tools taken from vans overnight.",
                    "Fewer break-ins, and more people who mark what they own.",
                    "Most happen in four streets near the bypass, between tea time and bed.",
                ),
                (
                    Act(
                        "Patrol the four streets at the hours that burglars choose",
                        POLICE,
                        "Eleven of twelve weeks done.",
                        "on_track",
                    ),
                    Act("Mark tools at the builders’ yard each quarter", COUNCIL, "", ""),
                    Act(
                        "Tell the force next door of people who travel to steal",
                        POLICE,
                        "Two meetings held.",
                        "on_track",
                    ),
                ),
            ),
            Aim(
                "Calmer evenings in the parks",
                "Parks that everybody can use in the evening.",
                ("crime", "substances"),
                (
                    "Fewer calls about the two parks in July and August.",
                    "Behaviour that alarms others; not play, and not noise by itself.",
                    "Fires in bins; shouting at walkers.",
                    "More young people at the summer evenings.",
                    "Two parks have half of the calls.",
                ),
                (
                    Act(
                        "Run summer evenings in both parks", COUNCIL, "Ten evenings held; 40 came to each.", "complete"
                    ),
                    Act(
                        "Teach fire safety in the two nearest schools", FIRE, "One school waits for a date.", "at_risk"
                    ),
                ),
            ),
        ),
    ),
    Neighbour(
        "Wickmere",
        "Osric Dane",
        1,
        Plan.Layout.AIMS,
        "",
        (
            Aim(
                "A town centre to enjoy at night",
                "A night out that ends well.",
                ("crime", "serious_violence", "substances"),
                (
                    "Two streets have most of the weekend’s violence, after midnight.",
                    "Fewer people hurt, and a safe way home.",
                    "Injuries recorded by police and by the hospital, each quarter.",
                    "A part-time co-ordinator; street pastors; £4,000 for radios.",
                ),
                (
                    Act("Open a safe place with first aid on 30 nights", COUNCIL, "18 nights so far.", "on_track"),
                    Act("Give everybody who is sent home for drink the number of the advice line", POLICE, "", ""),
                ),
            ),
            Aim(
                "People who are cheated online",
                "Fewer people cheated on the telephone and online.",
                ("crime",),
                (
                    "Many do not tell anybody. What is recorded is a part.",
                    "People know what to look for and whom to tell.",
                    "Talks held; people who came back with a question.",
                    "A volunteer in each library.",
                ),
                (
                    Act(
                        "Hold a talk in each of the nine libraries",
                        COUNCIL,
                        "Seven held. Two libraries are shut for repair.",
                        "at_risk",
                    ),
                ),
            ),
        ),
    ),
    Neighbour(
        "Frankshire County",
        "Beatrix Onslow",
        3,
        Plan.Layout.WHY_WHAT,
        "Runs through everything",
        (
            Aim(
                "Early help, before harm is done",
                "We help early, so that fewer children are drawn in.",
                ("serious_violence", "reoffending"),
                (
                    "A third of the young people who were arrested had been hurt by others before.",
                    "Find them sooner, and stay with them longer.",
                ),
                (
                    Act(
                        "Train 300 people who work with children to see the signs",
                        COUNCIL,
                        "212 trained.",
                        "on_track",
                        "Poor mental health",
                    ),
                    Act(
                        "Give each child who is excluded a person to talk to",
                        COUNCIL,
                        "Two posts are empty.",
                        "off_track",
                        "Poor mental health",
                    ),
                ),
            ),
            Aim(
                "Abuse at home",
                "Everybody who is abused at home finds help.",
                ("crime",),
                (
                    "Most of what happens is never told to the police.",
                    "More ways to ask for help, and courses for those who do harm.",
                ),
                (
                    Act(
                        "Place advisers in both hospitals",
                        COUNCIL,
                        "One adviser began in spring.",
                        "on_track",
                        "Drugs and alcohol",
                    ),
                ),
            ),
            Aim(
                "Stronger neighbourhoods",
                "Neighbours who look after their streets.",
                ("crime", "substances"),
                (
                    "One in ten neighbourhoods has a third of what is recorded.",
                    "Work with residents there on what they choose.",
                ),
                (Act("Hold a meeting with residents in five neighbourhoods", POLICE, "", "", "Drugs and alcohol"),),
            ),
        ),
    ),
    Neighbour(
        "Hollow Down",
        "Ingrid Fell",
        1,
        Plan.Layout.FOCUS,
        "In focus",
        (
            Aim(
                "The community",
                "Villages that feel looked after.",
                ("crime",),
                (
                    "Whole villages and their greens.",
                    "Speed, litter and parked cars worry people most.",
                    "The wardens began; dumping of rubbish went down.",
                    "Look again at what the cameras cost and bring.",
                ),
                (
                    Act(
                        "Review the cameras, and say what they brought",
                        COUNCIL,
                        "Half of the records are read.",
                        "on_track",
                        "Community",
                    ),
                    Act("Keep the wardens’ round of the lanes", COUNCIL, "Done each week.", "on_track", "Community"),
                ),
            ),
            Aim(
                "The person",
                "Older people who live without fear.",
                ("crime",),
                (
                    "People who are harmed, or could be.",
                    "Strangers at the door.",
                    "Locks fitted for people over 70.",
                    "Fit more, and call again a month later.",
                ),
                (Act("Fit locks for 60 people over 70", FIRE, "31 fitted.", "on_track", "Individual"),),
            ),
            Aim(
                "The person who does harm",
                "Fewer who do it again.",
                ("reoffending", "substances"),
                (
                    "The few who offend most.",
                    "Residents want them met, not moved on.",
                    "Two thirds of the group were in treatment.",
                    "Offer work beside treatment.",
                ),
                (
                    Act(
                        "Find ten places of work",
                        COUNCIL,
                        "Three so far; the farms say no in winter.",
                        "at_risk",
                        "Perpetrator",
                    ),
                ),
            ),
        ),
    ),
    Neighbour(
        "Three Rivers of Frank",
        "Matthias Rowe",
        3,
        Plan.Layout.THEMES,
        "",
        (
            Aim(
                "Safe to report hatred",
                "Whoever is hated for what they are is heard.",
                ("crime",),
                (
                    "Hatred for faith, origin, disability or love.",
                    "More reports, sooner, and fewer people who suffer it twice.",
                ),
                (Act("Open six places to report beside police stations", POLICE, "Four are open.", "on_track"),),
                "Confidence",
            ),
            Aim(
                "Heard by the partnership",
                "We ask, and say what we did.",
                ("crime",),
                ("What residents say between plans.", "Answers within a month."),
                (
                    Act(
                        "Answer every village meeting within a month",
                        COUNCIL,
                        "Nine of ten answered in time.",
                        "on_track",
                    ),
                ),
                "Confidence",
            ),
            Aim(
                "Fewer thefts from farms",
                "Machines and fuel stay on the farm.",
                ("crime", "reoffending"),
                ("Machines, fuel and animals.", "Fewer thefts along the three river roads."),
                (
                    Act("Mark 200 machines", FIRE, "", ""),
                    Act("Check vans on the river roads in autumn", POLICE, "Six evenings done.", "on_track"),
                ),
                "Countryside",
            ),
        ),
    ),
)


def invent_neighbours(beside: Partnership, today: date) -> list[Plan]:
    """
    Their plans, made once each. The county's board has the four others and the partnership `beside` them as districts.
    """
    made = [plan for each in NEIGHBOURS if (plan := _invent(each, today))]
    county = Partnership.objects.get(slug=_slug("Frankshire County"))
    districts = [_slug(each.name) for each in NEIGHBOURS if each.name != "Frankshire County"]
    Partnership.objects.filter(slug__in=[beside.slug, *districts], parent=None).update(parent=county)
    return made


@transaction.atomic
def _invent(invented: Neighbour, today: date) -> Plan | None:
    kind = Partnership.Kind.COUNTY if invented.name.endswith("County") else Partnership.Kind.CSP
    partnership, new = Partnership.objects.get_or_create(
        slug=_slug(invented.name),
        defaults={"name": f"Safer {invented.name}", "demonstration": True, "kind": kind},
    )
    with scope(partnership=partnership):
        people = {role: _person(partnership, role, invented, today) for role in ("coordinator", "chair")}
        agencies = {name: _agency(partnership, name, invented) for name in (COUNCIL, POLICE, FIRE)}
        return _plan(invented, people, agencies, today) if new else None


def _plan(invented: Neighbour, people: dict[str, Viewer], agencies: dict[str, Agency], today: date) -> Plan:
    manager = people["coordinator"]
    first = date(today.year if today.month >= 4 else today.year - 1, 4, 1)
    plan = changes.begin(
        title=f"Community safety plan {first.year} to {first.year + invented.years}",
        first_day=first,
        last_day=date(first.year + invented.years, 3, 31),
        layout=invented.layout,
        by=manager,
    )
    changes.write_foreword(
        plan=plan, foreword=f"What we do together to make {invented.name} safer, and how far we are.", by=manager
    )
    categories = _categories(invented, manager)
    for aim in invented.aims:
        priority = priorities.add(
            title=aim.title, why="", public_sentence=aim.public, strategies=aim.strategies, by=manager, today=first
        )
        chapter = changes.take_in(plan=plan, priority=priority, theme=aim.theme, by=manager)
        changes.write_chapter(
            chapter=chapter, words=dict(zip(layouts.headings(plan), aim.words, strict=True)), by=manager
        )
        for act in aim.acts:
            action = changes.add_action(
                chapter=chapter, text=act.text, lead=agencies[act.lead], public_sentence=f"{act.text}.", by=manager
            )
            if act.category:
                sorting.sort(thing=action, into=[categories[act.category]], by=manager)
            if act.said:
                on = max(first, today - timedelta(days=20))
                saying.update_progress(action=action, status=act.status, text=act.said, on=on, by=manager, today=today)
    for stage, who in ((Plan.Stage.AGREED, people["chair"]), (Plan.Stage.PUBLISHED, manager)):
        changes.move_on(plan=plan, stage=stage, by=who, today=first)
    return plan


def _categories(invented: Neighbour, manager: Viewer) -> dict[str, Category]:
    if not invented.lens:
        return {}
    lens = keeping.add(register=REGISTERS["lenses"], thing=Lens(title=invented.lens), by=manager)
    names = dict.fromkeys(act.category for aim in invented.aims for act in aim.acts if act.category)
    made = {}
    for name in names:
        category = Category(lens=lens, title=name)
        keeping.add(register=REGISTERS["categories"], thing=category, by=manager)
        made[name] = category
    return made


def _person(partnership: Partnership, role: str, invented: Neighbour, today: date) -> Viewer:
    email = f"{role}@{partnership.slug}.invalid"
    person = Person.objects.filter(email=email).first()
    if person is None:
        name = invented.manager if role == "coordinator" else f"Chair of {invented.name}"
        person = Person.objects.create_user(email=email, name=name)
    agency = _agency(partnership, COUNCIL if role == "coordinator" else POLICE, invented)
    membership, _ = Membership.objects.get_or_create(
        partnership=partnership,
        person=person,
        agency=agency,
        role=role,
        defaults={"from_on": today, "confirmed_until": confirmed_until(today)},
    )
    if membership.confirmed_until < confirmed_until(today):  # in a demonstration access does not lapse
        membership.confirmed_until = confirmed_until(today)
        membership.save(update_fields=["confirmed_until"])
    viewer = viewer_of(person, partnership, today)
    assert viewer
    return viewer


def _agency(partnership: Partnership, name: str, invented: Neighbour) -> Agency:
    agency, _ = Agency.objects.get_or_create(name=f"{invented.name} Council" if name == COUNCIL else name)
    Partner.objects.get_or_create(partnership=partnership, agency=agency)
    return agency


def _slug(name: str) -> str:
    return f"invented-{name.lower().replace(' ', '-')}"
