"""Suggested codes: from words alone, the same every time, with the words they rest on."""

import pytest

from frankpledge.analysis.code_suggestions import Codebook, suggest_codes, words

CODED = (
    ("Loud music from the flats every weekend", {"noise"}),
    ("Parties and shouting keep us awake", {"noise"}),
    ("Needles and dealers in the park", {"drugs"}),
    ("Dealing outside the shops, cannabis smell", {"drugs"}),
    ("Rubbish dumped by the park gates", {"litter"}),
    ("Fly tipping and rubbish everywhere", {"litter"}),
    ("Cars racing past the school", {"speeding"}),
    ("Speeding cars and loud exhausts", {"speeding", "noise"}),
)
KEYS = {"noise": {"noise", "noisy neighbours"}, "drugs": {"drug dealing"}, "litter": {"litter"}, "bins": {"bin"}}


@pytest.fixture(scope="module")
def book():
    return Codebook(CODED, KEYS)


@pytest.mark.parametrize(
    ("comment", "code", "word"),
    [
        ("Dealers near the shop", "drugs", "dealer"),
        ("Mountains of rubbish", "litter", "rubbish"),
        ("People racing their cars", "speeding", "racing"),
        ("music and shouting till late", "noise", "music"),
        ("overflowing bins", "bins", "bin"),
    ],
)
def test_the_likest_code_comes_first_with_the_words_that_speak_for_it(book, comment, code, word):
    first = book.suggest(comment)[0]

    assert first.code == code
    assert word in first.words
    assert 0 < first.score <= 1


def test_a_comment_of_unknown_words_has_no_suggestion(book):
    assert book.suggest("Xylophones, zebras") == ()
    assert book.suggest("") == ()
    assert book.suggest("and the of it") == ()


def test_a_comment_with_two_themes_has_both(book):
    assert {one.code for one in book.suggest("Cannabis dealing and rubbish dumped")[:2]} == {"drugs", "litter"}


def test_keywords_alone_are_enough_to_begin_with():
    found = suggest_codes("More drug dealing please stop it", [], KEYS)

    assert [one.code for one in found] == ["drugs"]


def test_the_order_of_comments_and_codes_does_not_matter(book):
    turned = Codebook(tuple(reversed(CODED)), dict(reversed(KEYS.items())))

    for text, _ in CODED:
        one, other = book.suggest(text), turned.suggest(text)
        assert [(x.code, x.words) for x in one] == [(x.code, x.words) for x in other]
        assert [x.score for x in one] == pytest.approx([x.score for x in other])


def test_at_most_so_many_are_suggested_and_none_under_the_least(book):
    assert len(book.suggest("rubbish, needles, music, racing", most=2)) == 2
    assert book.suggest("rubbish", least=0.99) == ()


def test_the_hit_rate_is_found_by_leaving_each_comment_out(book):
    slowly = []
    for at, (text, codes) in enumerate(CODED):
        rest = Codebook(CODED[:at] + CODED[at + 1 :], KEYS)
        slowly.append(any(one.code in codes for one in rest.suggest(text)))

    assert book.hit_rate() == pytest.approx(sum(slowly) / len(CODED), abs=0.26)
    assert 0.5 <= book.hit_rate() < 1
    assert Codebook((), KEYS).hit_rate() is None


def test_comments_of_random_words_are_hit_no_more_than_by_guessing():
    import numpy as np

    random = np.random.default_rng(1)
    coded = tuple(
        (" ".join(random.choice(["ant", "bee", "cat", "dog", "emu", "fox"], 4)), {str(random.integers(10))})
        for _ in range(200)
    )

    assert Codebook(coded, {}).hit_rate(most=1, least=0.0) < 0.2


def test_words_are_small_singular_and_not_empty():
    assert words("Bus glass glasses litter's Crisis") == ["bus", "glass", "glass", "litter", "crisis"]
    assert words("O’Brien isn’t in the Café") == ["o'brien", "café"]
