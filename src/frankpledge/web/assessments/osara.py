"""The parts of a problem profile, in the order in which they are worked: OSARA."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """`about` names its passage; `prompt` says what belongs there."""

    about: str
    title: str
    prompt: str


OBJECTIVE, RESPONSE, ASSESSMENT = "objective", "response", "assessment"
PARTS = (
    Part(
        OBJECTIVE,
        "Objective",
        "What is to be better, for whom, where, and by when? One sentence that can be checked later.",
    ),
    Part(
        "scanning",
        "Scanning",
        "What happens, where, when and to whom, and how do we know? Which findings show that it is one problem?",
    ),
    Part(
        "analysis",
        "Analysis",
        "Why here, and why now? What is known of the places, of those harmed and of those who harm? What was tried "
        "before, and what is not known?",
    ),
    Part(
        RESPONSE,
        "Response",
        "What will be done, by whom, and why should it work on what the analysis found?",
    ),
    Part(
        ASSESSMENT,
        "Assessment",
        "How will we know? Which figure, before and after, over which months, beside which other area? Afterwards: "
        "what happened, and what to keep or to stop.",
    ),
)
BY_ABOUT = {part.about: part for part in PARTS}
