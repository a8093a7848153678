"""The words around published results, in English and Welsh. The Welsh is as far checked as the bank's (`bank`)."""

from frankpledge.web.surveys.questionnaire import Text

WORDS = {
    "answer": Text("Answer", "Ateb"),
    "share": Text("Share", "Cyfran"),
    "people": Text("People", "Pobl"),
    "range": Text("Likely range", "Ystod debygol"),
    "hidden": Text("hidden", "wedi’i guddio"),
    "rank": Text("Place", "Safle"),
    "equal": Text("equal", "cydradd"),
    "aside": Text("no opinion", "dim barn"),
    "several": Text(
        "People could choose more than one answer, so the shares add up to more than 100%.",
        "Gallai pobl ddewis mwy nag un ateb, felly mae’r cyfrannau’n dod i fwy na 100%.",
    ),
    "withheld": Text(
        "Too few answered to show this without giving somebody away.",
        "Atebodd rhy ychydig i ddangos hyn heb ddatgelu rhywun.",
    ),
    "small": Text(
        "Where fewer than 5 people gave an answer, the number is hidden, and others with it that would give it away.",
        "Lle rhoddodd llai na 5 o bobl ateb, mae’r rhif wedi’i guddio, ac eraill gydag ef a fyddai’n ei ddatgelu.",
    ),
    "open": Text(
        "Anybody could answer this survey. Those who did chose to, and they are not a fair sample of everybody who lives "
        "here. So these figures say what these people told us. They do not say how many of all residents think the same, "
        "and there is no margin of error that could be put on them.",
        "Gallai unrhyw un ateb yr arolwg hwn. Dewisodd y rhai a atebodd wneud hynny, ac nid ydynt yn sampl deg o bawb "
        "sy’n byw yma. Felly mae’r ffigurau hyn yn dweud beth ddywedodd y bobl hyn wrthym. Nid ydynt yn dweud faint o’r "
        "holl drigolion sy’n meddwl yr un peth, ac ni ellir rhoi lwfans gwallau arnynt.",
    ),
    "quota": Text(
        "People were invited until each group was large enough. That is not a sample drawn by chance, so the figures "
        "have no margin of error.",
        "Gwahoddwyd pobl nes bod pob grŵp yn ddigon mawr. Nid sampl a dynnwyd ar hap yw hynny, felly nid oes lwfans "
        "gwallau ar y ffigurau.",
    ),
    "random": Text(
        "The people who were asked were chosen by chance. The likely range says between which figures the share of all "
        "residents probably lies (19 times out of 20), if those who answered are like those who did not.",
        "Dewiswyd y bobl a holwyd ar hap. Mae’r ystod debygol yn dweud rhwng pa ffigurau y mae cyfran yr holl drigolion "
        "yn gorwedd, yn ôl pob tebyg (19 gwaith o bob 20), os yw’r rhai a atebodd yn debyg i’r rhai na wnaeth.",
    ),
    "how": Text("How it was asked", "Sut y gofynnwyd"),
    "weighted": Text("How the answers were weighted", "Sut y pwyswyd yr atebion"),
    "who_more": Text("Who answered, beside who lives here", "Pwy atebodd, wrth ochr pwy sy’n byw yma"),
    "who": Text("Who answered, and who did not", "Pwy atebodd, a phwy na wnaeth"),
    "who_few": Text(
        "We heard from too few of these, given how many of them live here:",
        "Clywsom gan rhy ychydig o’r rhain, o ystyried faint ohonynt sy’n byw yma:",
    ),
    "lives_here": Text("Of those who live here", "O’r rhai sy’n byw yma"),
    "answered": Text("Of those who answered", "O’r rhai a atebodd"),
    "group": Text("Group", "Grŵp"),
    "not_held": Text("We do not know", "Nid ydym yn gwybod"),
    "problems": Text("What is a problem", "Beth sy’n broblem"),
    "all_answers": Text("All the answers", "Yr holl atebion"),
    "by": Text("By", "Yn ôl"),
    "base": Text("Who answered", "Faint atebodd"),
    "compared": Text("Then and now", "Cynt a nawr"),
    "then": Text("Then", "Cynt"),
    "now": Text("Now", "Nawr"),
    "points": Text("Change, in percentage points", "Newid, mewn pwyntiau canran"),
    "not_compared": Text("Not compared", "Heb eu cymharu"),
    "comments": Text("In people’s own words", "Yng ngeiriau’r bobl eu hunain"),
    "because": Text("What we do because of you", "Beth rydym yn ei wneud o’ch herwydd chi"),
    "because_of": Text("You said", "Dywedoch chi"),
    "data": Text("Take the figures away", "Lawrlwytho’r ffigurau"),
    "csv": Text("Every figure (CSV)", "Pob ffigur (CSV)"),
    "dictionary": Text("What each column means (CSV)", "Beth mae pob colofn yn ei olygu (CSV)"),
    "recorded": Text("What people told us, and what was recorded", "Yr hyn a ddywedwyd wrthym, a’r hyn a gofnodwyd"),
    "source": Text("Who lives here", "Pwy sy’n byw yma"),
    "machine": Text("", "Nid yw siaradwr Cymraeg wedi gwirio pob un o’r geiriau hyn eto."),
    "left_out": Text("Left out of these figures", "Heb eu cyfrif yn y ffigurau hyn"),
    "english_only": Text("", "Mae’r rhan hon ar gael yn Saesneg yn unig."),
}
SENTENCES = {
    "base": Text("Of {n} who answered this question.", "O’r {n} a atebodd y cwestiwn hwn."),
    "routed": Text(
        "It was asked of {n}, because of what they answered before.",
        "Fe’i gofynnwyd i {n}, oherwydd yr hyn a atebwyd ganddynt cynt.",
    ),
    "otherwise": Text(
        "{n} answered an earlier wording and are not in here.", "Atebodd {n} eiriad cynharach; nid ydynt yma."
    ),
    "count": Text("{n} people answered, from {first} to {last}.", "Atebodd {n} o bobl, o {first} hyd {last}."),
    "not_sorted": Text(
        "{n} people wrote something. It is not sorted yet.",
        "Ysgrifennodd {n} o bobl rywbeth. Nid yw wedi’i ddidoli eto.",
    ),
    "unknown": Text("{n} did not say.", "Ni ddywedodd {n}."),
}


def words(language: str) -> dict[str, str]:
    """Every fixed word in a language."""
    return {key: text.say(language) for key, text in WORDS.items()}


def sentence(key: str, language: str, **numbers: object) -> str:
    """A sentence with its numbers; whole numbers with their thousands set apart."""
    shown = {name: f"{n:,}" if isinstance(n, int) else n for name, n in numbers.items()}
    return SENTENCES[key].say(language).format(**shown)
