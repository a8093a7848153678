"""The themes of the demonstration's choosing: what members think of each, and what became of it. All invented."""

from dataclasses import dataclass

ASKED = ("harm", "likelihood", "preventability", "capacity", "confidence")


@dataclass(frozen=True)
class InventedTheme:
    """
    `levels` are what members gather round, in the order of `ASKED`; `standing` is a priority that is there; `asked` is
    what the survey asks that speaks of it, "" where it asks nothing.
    """

    title: str
    what: str
    levels: tuple[int, int, int, int, int]
    asked: str
    outcome: str
    reason: str
    crime_type: str = ""
    standing: str = ""
    law: str = ""
    into: str = ""


THEMES = (
    InventedTheme(
        "Burglary of homes",
        "Break-ins at homes, most of them in the harbour streets.",
        (3, 2, 3, 4, 3),
        "problem.burglary",
        "chosen",
        "It fell, and it is still far above the rest of the county. The same homes are broken into again, and that can "
        "be prevented.",
        "Burglary",
        "Fewer homes broken into",
    ),
    InventedTheme(
        "Violence at night",
        "People hurt on Friday and Saturday nights, and at home.",
        (4, 3, 2, 3, 3),
        "problem.drunk",
        "chosen",
        "It hurts people most, whichever way the questions are weighed.",
        "Violence and sexual offences",
        "Evenings out without fear",
    ),
    InventedTheme(
        "Fly-tipping and small fires",
        "Rubbish dumped in lanes, and fires lit in it.",
        (1, 2, 3, 3, 2),
        "problem.litter",
        "chosen",
        "The figures alone would not have chosen it. Residents name it first, and the partners can do much together. "
        "We say so openly.",
        "",
        "Places to be proud of",
    ),
    InventedTheme(
        "People drawn back into crime",
        "People who were caught before and are caught again.",
        (3, 3, 2, 4, 2),
        "",
        "by_law",
        "The law asks every partnership to work on it, whatever rank it has.",
        "",
        "Fewer people drawn back into crime",
        "section 6 of the Crime and Disorder Act 1998",
    ),
    InventedTheme(
        "Vehicle crime",
        "Cars and vans broken into or taken.",
        (1, 3, 3, 2, 3),
        "problem.from-vehicles",
        "not_chosen",
        "It rose, and it does less harm than the others. The police deal with it alone this year; we look again if it "
        "rises further.",
        "Vehicle crime",
    ),
    InventedTheme(
        "Theft from shops",
        "Theft from the shops of the High Street.",
        (1, 2, 2, 2, 2),
        "",
        "not_chosen",
        "The shops and the police have a plan of their own, which we support. Part of the change is that small thefts "
        "can be told online.",
        "Shoplifting",
    ),
    InventedTheme(
        "Stolen bicycles",
        "Bicycles taken at the station.",
        (1, 1, 3, 1, 3),
        "",
        "merged",
        "The same places and the same people are behind both, so it goes with vehicle crime when that is looked at.",
        "Bicycle theft",
        into="Vehicle crime",
    ),
    InventedTheme(
        "Scams by telephone",
        "People who lose money to callers.",
        (3, 3, 1, 1, 1),
        "problem.online",
        "not_chosen",
        "It does great harm, and too little is known here of how much there is. Trading standards lead on it, and will "
        "bring figures next year.",
    ),
    InventedTheme(
        "Speeding in the villages",
        "Cars driven too fast through three villages.",
        (2, 2, 2, 1, 2),
        "problem.speeding",
        "dropped",
        "It is for the road safety partnership, which was told what residents said.",
    ),
)
# Types of crime that the assessment suggests besides, where it has findings about them.
SUGGESTED = (
    InventedTheme(
        "Anti-social behaviour",
        "",
        (2, 2, 2, 2, 2),
        "problem.groups",
        "not_chosen",
        "Fewer incidents were told of than a year ago. The wardens and the police go on as now, and rubbish, which "
        "residents mind more, has its own priority.",
    ),
    InventedTheme(
        "Criminal damage and arson",
        "",
        (1, 2, 2, 2, 2),
        "problem.vandalism",
        "merged",
        "The fires are the part that the partners can do something about together. They are in the priority for "
        "places to be proud of.",
        into="Fly-tipping and small fires",
    ),
    InventedTheme(
        "Drugs",
        "",
        (2, 2, 1, 2, 1),
        "problem.drugs",
        "not_chosen",
        "More than half of those who answered worry about it, and the police’s figures show where officers looked "
        "rather than how much there is. The drug and alcohol partnership leads; we asked it for figures.",
    ),
    InventedTheme(
        "Public order",
        "",
        (2, 2, 2, 2, 2),
        "",
        "merged",
        "Most of it happens on the same nights and streets as violence.",
        into="Violence at night",
    ),
    InventedTheme(
        "Robbery",
        "",
        (3, 2, 2, 1, 2),
        "problem.robbery",
        "not_chosen",
        "It hurts people badly and there is little of it: too little to say whether it rose or fell. The police deal "
        "with each one.",
    ),
    InventedTheme(
        "Possession of weapons",
        "",
        (3, 2, 2, 2, 1),
        "",
        "merged",
        "What is found goes up when officers search more. Young people who carry knives are part of the work on "
        "violence.",
        into="Violence at night",
    ),
    InventedTheme(
        "Theft from the person",
        "",
        (1, 1, 2, 1, 2),
        "",
        "not_chosen",
        "There is little of it, and the police deal with it alone.",
    ),
    InventedTheme(
        "Other theft",
        "",
        (1, 2, 1, 1, 1),
        "",
        "dropped",
        "It is what is left over when other thefts are counted, and nothing that anybody could set out to prevent.",
    ),
    InventedTheme(
        "Other crime",
        "",
        (1, 1, 1, 1, 1),
        "",
        "dropped",
        "It is what is left over when other crimes are counted, and nothing that anybody could set out to prevent.",
    ),
)
REASONS = {
    "Fly-tipping and small fires": "I walk there: it is worse than any figure says.",
    "Scams by telephone": "Nobody tells us of most of these.",
}
NOTES = {
    "Fly-tipping and small fires": "The fire service showed where the fires were. Two members scored harm higher after "
    "that. The board agreed to follow residents here, and to say so.",
    "Vehicle crime": "Hard to tell from theft from shops on the scores. The argument was about who would do what.",
}
