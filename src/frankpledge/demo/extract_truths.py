"""What is truly so in the invented police extract: the generator plants it, tests look for it, and docs print it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ExtractTruths:
    """
    Of Castermouth, over the `months` of the extract. What is not named here is chance: thefts from vehicles, for one,
    neither follow each other nor gather on any day.
    """

    months: int = 24
    # A burglary is followed, with this chance, by another so near and so soon; that one may be followed too.
    follows: float = 0.3
    within_metres: float = 150.0
    within_days: float = 10.0
    friday_night: float = 0.3  # share of violence from 20:00 on Friday to before 04:00 on Saturday, planted
    repeat_victims: int = 25  # people, each with so many violent offences; nobody else is a victim twice
    offences_each: int = 4
    repeat_suspects: int = 30  # likewise
    suspected_each: int = 5
    both: int = 25  # repeat victims who are also suspects, once each
    men: tuple[float, float] = (0.48, 0.76)  # share of victims, and of suspects
    # A resident of this group is this many times as likely as any other to be named as a suspect.
    named_more: tuple[str, float] = ("Black", 2.5)
    # Share of violence with injury: in the last 12 months, and before. The number of crimes stays.
    injury: tuple[float, float] = (0.7, 0.45)
    # Bicycles stolen in the last so many days, besides those of chance, in so many LSOAs next to each other.
    gathered: int = 14
    gathered_days: int = 21
    gathered_lsoas: int = 3
    tied: tuple[str, str] = ("Jewellery", "Laptop computer")  # stolen in equally many burglaries

    def in_words(self) -> tuple[str, ...]:
        """A sentence for each."""
        return (
            f"A burglary is followed by another within {self.within_metres:g} metres and {self.within_days:g} days in "
            f"{self.follows:.0%} of cases; a theft from a vehicle never is, but by chance.",
            f"{self.friday_night:.0%} of violence is planted between 20:00 on Friday and 04:00 on Saturday; the rest "
            "falls on any hour of the week alike.",
            f"{self.repeat_victims} people are victims of {self.offences_each} violent offences each; nobody else is a "
            "victim twice.",
            f"{self.repeat_suspects} people are suspects of {self.suspected_each} violent offences each; nobody else is "
            "a suspect twice.",
            f"{self.both} victims, all of them repeat victims, are suspects too, once each; nobody else is both.",
            f"{self.men[0]:.0%} of victims and {self.men[1]:.0%} of suspects of violence are men.",
            f"A {self.named_more[0]} resident is {self.named_more[1]:g} times as likely as any other to be named as a "
            "suspect. Whether a suspect is charged has nothing to do with it.",
            f"Injury is caused in {self.injury[0]:.0%} of violence in the last 12 months, in {self.injury[1]:.0%} before; "
            "there is as much violence as before.",
            "By the invented weights violence is most by count, burglary by harm.",
            f"{self.gathered} bicycles more than chance are stolen in the last {self.gathered_days} days in "
            f"{self.gathered_lsoas} LSOAs around the middle of the town.",
            f"{self.tied[0]} and {self.tied[1].lower()}s are stolen in equally many burglaries.",
            "The sender's records come from another system in the last 12 months.",
        )


EXTRACT = ExtractTruths()
