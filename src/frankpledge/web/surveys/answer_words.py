"""
The words around the questions, in English and in Welsh.

The Welsh was written with dictionaries and by the example of public services, and has not been read by a speaker yet:
docs/decisions/0009 says so, and each page in Welsh asks its reader to tell of mistakes.
"""

from frankpledge.web.surveys.questionnaire import Text

WORDS = {
    "skip": Text("Skip to main content", "Neidio i’r prif gynnwys"),
    "back": Text("Back", "Yn ôl"),
    "start": Text("Start now", "Dechrau nawr"),
    "begin_anew": Text("Begin anew", "Dechrau o’r newydd"),
    "go_on": Text("Go on with your answers", "Parhau â’ch atebion"),
    "continue": Text("Continue", "Parhau"),
    "save_for_later": Text("Save and come back later", "Cadw a dod yn ôl yn nes ymlaen"),
    "change": Text("Change", "Newid"),
    "send": Text("Send your answers", "Anfon eich atebion"),
    "question_of": Text("Question {at} of about {of}", "Cwestiwn {at} o tua {of}"),
    "optional": Text("You can leave this empty.", "Gallwch adael hwn yn wag."),
    "choose_all": Text("Choose all that apply.", "Dewiswch bob un sy’n berthnasol."),
    "choose_most": Text("Choose at most {most}.", "Dewiswch ddim mwy na {most}."),
    "problem": Text("There is a problem", "Mae problem"),
    "error": Text("Error:", "Gwall:"),
    "title_error": Text("Error: ", "Gwall: "),
    "check_title": Text("Check your answers", "Gwiriwch eich atebion"),
    "check_lead": Text(
        "Nothing is sent until you press the button at the end.",
        "Does dim yn cael ei anfon nes i chi bwyso’r botwm ar y diwedd.",
    ),
    "not_answered": Text("Not answered", "Heb ei ateb"),
    "must_answer": Text("This question needs an answer before you send", "Rhaid ateb y cwestiwn hwn cyn anfon"),
    "place_found": Text(
        "We have found the area and thrown the postcode away", "Rydym wedi dod o hyd i’r ardal ac wedi dileu’r cod post"
    ),
    "place_outside": Text(
        "Outside the area of this survey. The postcode is thrown away",
        "Y tu allan i ardal yr arolwg hwn. Mae’r cod post wedi’i ddileu",
    ),
    "place_unknown": Text(
        "We could not find the area of this postcode. The postcode is thrown away",
        "Ni allem ddod o hyd i ardal y cod post hwn. Mae’r cod post wedi’i ddileu",
    ),
    "postcode_why": Text(
        "We use it to find your area, and then throw it away. It is never stored.",
        "Rydym yn ei ddefnyddio i ddod o hyd i’ch ardal, ac yna’n ei ddileu. Nid yw byth yn cael ei gadw.",
    ),
    "privacy_postcode": Text(
        "If you write your postcode, we use it to find your area, and then throw it away.",
        "Os ysgrifennwch eich cod post, rydym yn ei ddefnyddio i ddod o hyd i’ch ardal, ac yna’n ei ddileu.",
    ),
    "postcode_keep": Text(
        "Leave this empty to keep the area, or write a postcode to change it.",
        "Gadewch hwn yn wag i gadw’r ardal, neu ysgrifennwch god post i’w newid.",
    ),
    "postcode_forget": Text("Do not keep my area", "Peidiwch â chadw fy ardal"),
    "postcode_no_look_up": Text(
        "We cannot look postcodes up at the moment, so we do not ask for yours. Please continue.",
        "Ni allwn chwilio am godau post ar hyn o bryd, felly nid ydym yn gofyn am eich un chi. Parhewch, os gwelwch yn dda.",
    ),
    "names": Text(
        "Do not write names, addresses or telephone numbers.",
        "Peidiwch ag ysgrifennu enwau, cyfeiriadau na rhifau ffôn.",
    ),
    "sent_title": Text("Your answers have been sent", "Mae eich atebion wedi’u hanfon"),
    "reference": Text("Your reference", "Eich cyfeirnod"),
    "reference_for": Text(
        "Note it if you may want your answers taken out again: tell us the reference, and you need no name.",
        "Nodwch ef os byddwch am i’ch atebion gael eu tynnu’n ôl: rhowch y cyfeirnod i ni, heb enw.",
    ),
    "sent_again": Text(
        "These answers had arrived before. They are counted once.",
        "Roedd yr atebion hyn wedi cyrraedd o’r blaen. Maent yn cael eu cyfrif unwaith.",
    ),
    "results_title": Text("Do you want to hear the results?", "Ydych chi eisiau clywed y canlyniadau?"),
    "results_how": Text(
        "Leave an e-mail address, and we write once, when the results are published. Then we delete it. "
        "It is kept apart from your answers: nobody can tell which were yours.",
        "Gadewch gyfeiriad e-bost, a byddwn yn ysgrifennu unwaith, pan gyhoeddir y canlyniadau. Yna byddwn yn ei "
        "ddileu. Fe’i cedwir ar wahân i’ch atebion: ni all neb ddweud pa rai oedd eich rhai chi.",
    ),
    "email": Text("E-mail address", "Cyfeiriad e-bost"),
    "email_wrong": Text(
        "Write an e-mail address such as name@example.com", "Ysgrifennwch gyfeiriad e-bost fel enw@example.com"
    ),
    "consent": Text(
        "I agree that my address is used to tell me of the results",
        "Rwy’n cytuno i’m cyfeiriad gael ei ddefnyddio i ddweud wrthyf am y canlyniadau",
    ),
    "consent_needed": Text(
        "Tick the box, so that we may write to you", "Ticiwch y blwch, fel y gallwn ysgrifennu atoch"
    ),
    "tell_me": Text("Tell me", "Rhowch wybod i mi"),
    "wanted_title": Text("We will write to you", "Byddwn yn ysgrifennu atoch"),
    "wanted": Text(
        "We write when the results are published, and then delete your address. You can close this page.",
        "Byddwn yn ysgrifennu pan gyhoeddir y canlyniadau, ac yna’n dileu eich cyfeiriad. Gallwch gau’r dudalen hon.",
    ),
    "see_results": Text("See what people have said", "Gweld beth mae pobl wedi’i ddweud"),
    "saved_title": Text("Your answers are saved", "Mae eich atebion wedi’u cadw"),
    "saved_code": Text("Your code", "Eich cod"),
    "saved_how": Text(
        "Write this code down. With it you can go on, here or on another device, until {day}. "
        "Nobody can open your answers without it, and we cannot tell you the code again.",
        "Ysgrifennwch y cod hwn i lawr. Gydag ef gallwch barhau, yma neu ar ddyfais arall, tan {day}. "
        "Ni all neb agor eich atebion hebddo, ac ni allwn ddweud y cod wrthych eto.",
    ),
    "saved_where": Text("Come back to this address:", "Dewch yn ôl i’r cyfeiriad hwn:"),
    "leave": Text("Finish on this computer", "Gorffen ar y cyfrifiadur hwn"),
    "left_title": Text("This browser has forgotten your answers", "Mae’r porwr hwn wedi anghofio’ch atebion"),
    "left": Text(
        "Come back with your code to go on. If you have no code, the answers are deleted within a day.",
        "Dewch yn ôl gyda’ch cod i barhau. Os nad oes gennych god, caiff yr atebion eu dileu o fewn diwrnod.",
    ),
    "return_title": Text("Go on with a code", "Parhau â chod"),
    "return_label": Text("Your code", "Eich cod"),
    "return_hint": Text("12 letters and digits, such as K7QM-4XPD-9RTB", "12 llythyren a rhif, fel K7QM-4XPD-9RTB"),
    "return_wrong": Text(
        "We know no answers with this code. Check each letter. A code ends when the answers are sent, or after 30 days.",
        "Nid oes atebion gyda’r cod hwn. Gwiriwch bob llythyren. Daw cod i ben pan anfonir yr atebion, neu ar ôl 30 "
        "diwrnod.",
    ),
    "too_often_title": Text("Please wait a minute", "Arhoswch funud"),
    "too_often": Text(
        "Too many people, or tries, have come from this network in a short time. Wait a minute and try again. "
        "Nothing that you answered is lost.",
        "Mae gormod o bobl, neu geisiadau, wedi dod o’r rhwydwaith hwn mewn amser byr. Arhoswch funud a rhowch gynnig "
        "arall arni. Nid oes dim o’ch atebion wedi’i golli.",
    ),
    "gone_title": Text("Your answers are no longer here", "Nid yw eich atebion yma mwyach"),
    "gone": Text(
        "Answers that are not sent are deleted after a day, for your privacy. If you saved them and have a code, "
        "you can go on with it. Else please begin anew.",
        "Caiff atebion nad ydynt wedi’u hanfon eu dileu ar ôl diwrnod, er mwyn eich preifatrwydd. Os gwnaethoch eu cadw "
        "a bod gennych god, gallwch barhau gydag ef. Fel arall, dechreuwch o’r newydd.",
    ),
    "closed_title": Text("This survey has closed", "Mae’r arolwg hwn wedi cau"),
    "closed": Text(
        "The last day to answer was {day}. Thank you for coming.", "Y diwrnod olaf i ateb oedd {day}. Diolch am ddod."
    ),
    "closed_unsent": Text(
        "Answers that you had not sent were not counted, and are deleted.",
        "Nid yw atebion nad oeddech wedi’u hanfon wedi’u cyfrif, a chânt eu dileu.",
    ),
    "early_title": Text("This survey is not open yet", "Nid yw’r arolwg hwn ar agor eto"),
    "early": Text("It opens on {day}. Please come back then.", "Mae’n agor ar {day}. Dewch yn ôl bryd hynny."),
    "about_questions": Text("{count} questions at most", "{count} cwestiwn ar y mwyaf"),
    "about_minutes": Text("about {minutes} minutes", "tua {minutes} munud"),
    "no_name": Text("no name needed", "nid oes angen enw"),
    "privacy_title": Text("What happens to your answers", "Beth sy’n digwydd i’ch atebion"),
    "privacy_none": Text(
        "We do not ask who you are, and keep no name, network address or postcode.",
        "Nid ydym yn gofyn pwy ydych chi, ac nid ydym yn cadw enw, cyfeiriad rhwydwaith na chod post.",
    ),
    "privacy_cookie": Text(
        "While you answer, a cookie in this browser holds the key to your answers; it goes when you close the browser. "
        "When you send them, another one notes that this browser has sent answers, until the survey closes.",
        "Wrth i chi ateb, mae cwci yn y porwr hwn yn dal yr allwedd i’ch atebion; mae’n mynd pan fyddwch yn cau’r porwr. "
        "Pan fyddwch yn eu hanfon, mae un arall yn nodi bod y porwr hwn wedi anfon atebion, nes i’r arolwg gau.",
    ),
    "privacy_who": Text(
        "The partnership reads all answers, and publishes them together with others’, never one by one.",
        "Mae’r bartneriaeth yn darllen yr holl atebion, ac yn eu cyhoeddi gyda rhai pobl eraill, byth fesul un.",
    ),
    "until": Text("Open until {day}", "Ar agor tan {day}"),
    "begun_here": Text(
        "Answers were begun in this browser and are not sent yet.",
        "Dechreuwyd atebion yn y porwr hwn ac nid ydynt wedi’u hanfon eto.",
    ),
    "sent_here": Text(
        "Answers have been sent from this browser. If they were somebody else’s, please go on: yours count too.",
        "Mae atebion wedi’u hanfon o’r porwr hwn. Os mai rhai rhywun arall oeddynt, ewch ymlaen: mae eich rhai chi’n "
        "cyfrif hefyd.",
    ),
    "have_code": Text("I have a code and want to go on", "Mae gennyf god ac rwyf am barhau"),
    "welsh_unchecked": Text(
        "", "Nid yw siaradwr Cymraeg wedi gwirio geiriad y tudalennau hyn eto. Dywedwch wrthym am gamgymeriadau."
    ),
    "run_by": Text("Run by {partnership}", "Cynhelir gan {partnership}"),
    "accessibility": Text("Accessibility", "Hygyrchedd"),
    "invented": Text("Everything here is invented.", "Mae popeth yma wedi’i ddyfeisio."),
}
MONTHS_CY = (
    "Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin",
    "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr",
)  # fmt: skip
