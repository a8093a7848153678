"""Suggests codes for a comment from comments already coded and each code's own words. A person accepts or not."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# Words that say nothing of what a comment is about.
_EMPTY_TEXT = (
    "a about after again all also always am an and any are aren't around as at be because been before being but "
    "by can can't could did didn't do does doesn't don't down during even ever every few for from get gets "
    "getting go goes going got had has have haven't he her here him his how i i'm i've if in into is isn't it "
    "it's its just like lot make many me more most much my need needs never no nor not now of off often on one "
    "only or other our out over own people please really same see she should so some such than that that's the "
    "their them then there there's these they they're think this those through to too up us very want was wasn't "
    "we well were what when where which while who why will with won't would you your"
)
_EMPTY = frozenset(_EMPTY_TEXT.split())


@dataclass(frozen=True)
class Suggestion:
    """A code for a comment: `score` 0 to 1 (likeness, not a chance), and the `words` it rests on, weightiest first."""

    code: str
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class Codebook:
    """
    What is known of the codes: `coded` comments, each with its codes, and the `keywords` of each code.

    Made once and asked of many comments. The same codebook gives the same suggestions.
    """

    coded: Sequence[tuple[str, Collection[str]]]
    keywords: Mapping[str, Collection[str]]

    @cached_property
    def codes(self) -> tuple[str, ...]:
        return tuple(sorted({*self.keywords, *(code for _, codes in self.coded for code in codes)}))

    @cached_property
    def _texts(self) -> list[Counter[str]]:
        return [Counter(words(text)) for text, _ in self.coded]

    @cached_property
    def _places(self) -> dict[str, int]:
        every = {word for text in self._texts for word in text}
        every |= {word for given in self.keywords.values() for phrase in given for word in words(phrase)}
        return {word: at for at, word in enumerate(sorted(every))}

    @cached_property
    def _rarity(self) -> NDArray[np.float64]:
        """A word in few comments says more: log((1 + comments) / (1 + those that hold it)) + 1."""
        held = Counter(word for text in self._texts for word in text)
        n = len(self._texts)
        return np.array([log((1 + n) / (1 + held[word])) + 1.0 for word in self._places])

    @cached_property
    def _comments(self) -> NDArray[np.float64]:
        return np.array([self._vector(text) for text in self._texts]).reshape(len(self._texts), len(self._places))

    @cached_property
    def _keys(self) -> NDArray[np.float64]:
        listed = [
            Counter(word for phrase in self.keywords.get(code, ()) for word in words(phrase)) for code in self.codes
        ]
        return np.array([self._vector(text) for text in listed]).reshape(len(self.codes), len(self._places))

    @cached_property
    def _given(self) -> NDArray[np.float64]:
        """Comments by codes: 1 where a comment has the code."""
        rows = [[float(code in codes) for code in self.codes] for _, codes in self.coded]
        return np.array(rows).reshape(len(self.coded), len(self.codes))

    def suggest(self, comment: str, *, most: int = 3, least: float = 0.1) -> tuple[Suggestion, ...]:
        """At most `most` codes whose likeness to the comment is `least` or more, likest first (ties by name)."""
        return self._ranked(self._vector(Counter(words(comment))), self._sums, most, least)

    def hit_rate(self, *, most: int = 3, least: float = 0.1) -> float | None:
        """
        Of the comments already coded, the share for which a code of their own is suggested from all the others.

        What to show beside the suggestions. None without a coded comment.
        """
        hits, asked = 0, 0
        for at, (_, codes) in enumerate(self.coded):
            if not codes:
                continue
            asked += 1
            without = self._sums - np.outer(self._given[at], self._comments[at])
            found = self._ranked(self._comments[at], np.maximum(without, 0.0), most, least)
            hits += any(one.code in codes for one in found)
        return hits / asked if asked else None

    @cached_property
    def _sums(self) -> NDArray[np.float64]:
        return np.asarray(self._given.T @ self._comments)

    def _ranked(
        self, given: NDArray[np.float64], sums: NDArray[np.float64], most: int, least: float
    ) -> tuple[Suggestion, ...]:
        """Cosine with each code: the mean direction of its comments, and its keywords as much again."""
        if not given.any() or not len(self.codes):
            return ()
        profiles = _unit(_unit(sums) + self._keys)
        shares = profiles * given
        names = list(self._places)
        found = []
        for at, code in enumerate(self.codes):
            score = float(shares[at].sum())
            if score >= least:
                order = np.argsort(-shares[at], kind="stable")[:5]
                found.append(Suggestion(code, min(score, 1.0), tuple(names[i] for i in order if shares[at, i] > 0)))
        return tuple(sorted(found, key=lambda one: (-one.score, one.code))[:most])

    def _vector(self, counted: Counter[str]) -> NDArray[np.float64]:
        vector = np.zeros(len(self._places))
        for word, count in counted.items():
            if word in self._places:
                at = self._places[word]
                vector[at] = sqrt(count) * self._rarity[at]
        return np.asarray(_unit(vector[None, :])[0])


def suggest_codes(
    comment: str,
    coded: Sequence[tuple[str, Collection[str]]],
    keywords: Mapping[str, Collection[str]],
    *,
    most: int = 3,
    least: float = 0.1,
) -> tuple[Suggestion, ...]:
    """
    Codes that a comment may have, each with its score and the words that speak for it.

    `coded`: comments that people have coded; `keywords`: code to words or short phrases. Each comment and code is a
    list of weighted words (tf-idf: rare words count more), and the score is the cosine of the angle between. Nothing
    leaves the machine, nothing is learnt elsewhere, and the same input gives the same answer. It knows words, not
    sense: “no drugs here” is like “drugs here”. For many comments make one `Codebook`.

    Source: Rocchio (1971); Salton & Buckley (1988), Information Processing & Management 24, 513-523.

    >>> coded = [("Loud music all night", {"noise"}), ("Needles in the park", {"drugs"}), ("Dealing by the shops", {"drugs"})]
    >>> found = suggest_codes("More dealing in the park", coded, {"noise": {"noise", "music"}, "drugs": {"drug"}})
    >>> [(one.code, one.words) for one in found]
    [('drugs', ('dealing', 'park'))]
    """
    return Codebook(tuple(coded), keywords).suggest(comment, most=most, least=least)


def words(text: str) -> list[str]:
    """
    The words of a text that may say what it is about: small letters, plurals to singular, empty words left out.

    >>> words("The neighbours’ parties were NOISY, and there's litter in our streets")
    ['neighbour', 'party', 'noisy', 'litter', 'street']
    """
    found = (match.group().lower().replace("’", "'") for match in _WORD.finditer(text))
    return [_singular(word) for word in found if word not in _EMPTY and len(word) > 1]


def _singular(word: str) -> str:
    word = word.removesuffix("'s").removesuffix("'")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _unit(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    sizes = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(np.divide(rows, sizes, out=np.zeros_like(rows), where=sizes > 0))
