"""The communities that a partnership tries to hear, as a list that contacts, meetings and consultations share."""

EVERYBODY = "everybody"
COMMUNITIES = {
    EVERYBODY: "Residents in general",
    "young": "Children and young people",
    "older": "Older people",
    "rural": "People who live far from a town",
    "ethnic": "Minority ethnic communities",
    "travellers": "Gypsy, Roma and Traveller communities",
    "faith": "Faith communities",
    "disabled": "Disabled people and carers",
    "lgbt": "Lesbian, gay, bisexual and trans people",
    "women": "Women and girls",
    "victims": "Victims of crime",
    "convicted": "People with convictions",
    "homeless": "People without a home of their own",
    "newcomers": "Refugees, students, forces families and others new here",
    "business": "Businesses and people who work here",
}
CHOICES = list(COMMUNITIES.items())


def names(codes: list[str]) -> list[str]:
    """The communities in words, in the list's order."""
    return [name for code, name in COMMUNITIES.items() if code in codes]
