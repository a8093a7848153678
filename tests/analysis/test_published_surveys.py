"""
Figures that two partnerships published, from answers invented to fit them.

Wycombe Community Safety Partnership Plan 2016/17, "Have your Say" survey (103 answers, November 2015 to February 2016):
the ranking of 18 issues with its ties, agreement with the priorities, preferred channels. Its percentages by issue were
not published; only the order was, so the counts here are made up to give that order.

Safer Buckinghamshire plan, residents' survey of January 2020 (2,379 residents, 76 elected representatives, nearly 1,700
postcodes): how safe people feel by day and after dark, in all and in more deprived areas; victims, and who reported.
How many answers came from more deprived areas was not published: 240 here. Both were open to anybody: no intervals.
"""

import numpy as np
import pytest

from frankpledge.analysis.cross_table import cross_tabulate, group_difference
from frankpledge.analysis.ranks import printed, ranking
from frankpledge.analysis.survey_share import (
    NOT_A_SAMPLE,
    answer_shares,
    combined_share,
    multi_response_shares,
    weighted_share,
)

WYCOMBE = {
    "Litter": 1, "Drug dealing or use": 2, "Cybercrime": 3, "Burglary": 4, "Theft from vehicles": 5,
    "Vandalism": 6, "Groups of teenagers": 6, "Domestic abuse": 7, "Drunk or rowdy people": 7,
    "Graffiti": 8, "Noisy neighbours": 9, "Robbery": 10, "Harassment or insults": 10, "Gangs": 10,
    "Assault in public": 11, "Theft of vehicles": 12, "Hate crime": 13, "Abandoned cars": 14,
}  # fmt: skip
SCALE = ["very big", "fairly big", "not very big", "no problem"]


def problem_answers(worried, answered, seed):
    """`worried` of `answered` people call it a very or fairly big problem; the rest of the 103 passed it over."""
    random = np.random.default_rng(seed)
    very = int(random.integers(0, worried + 1))
    calm = answered - worried
    given = ["very big"] * very + ["fairly big"] * (worried - very)
    given += ["not very big"] * (calm // 2) + ["no problem"] * (calm - calm // 2)
    given += [None] * (103 - answered)
    return [given[at] for at in random.permutation(103)]


def test_eighteen_issues_rank_from_1_to_14_with_wycombes_ties():
    # Two thirds down to one in ten; tied issues differ in counts and bases, and print alike.
    counts = {rank: 70 - 4 * rank for rank in range(1, 15)}
    shares = []
    for at, (issue, rank) in enumerate(WYCOMBE.items()):
        answered = 103 - (at % 2)  # a tie's issues have 103 and 102 answers: 46/103 and 46/102 both print 45
        one = combined_share(
            problem_answers(counts[rank], answered, at), {"very big", "fairly big"}, sample=False, answer=issue
        )
        assert (one.count, one.base, one.low) == (counts[rank], answered, None)
        shares.append(one)
    order = np.random.default_rng(1).permutation(18)

    found = ranking([shares[at].answer for at in order], [shares[at].percent for at in order])

    assert {one.issue: one.rank for one in found} == WYCOMBE
    assert [one.rank for one in found] == sorted(WYCOMBE.values())
    assert {one.rank for one in found if one.tied} == {6, 7, 10}


def test_almost_80_percent_agree_with_the_priorities_and_under_9_disagree():
    answers = ["agree"] * 82 + ["neither"] * 12 + ["disagree"] * 9

    agree, _, disagree = answer_shares(answers, ["agree", "neither", "disagree"], sample=False)

    assert 79 < agree.percent < 80
    assert 8 < disagree.percent < 9
    assert agree.no_interval == NOT_A_SAMPLE


def test_channels_are_shares_of_people_who_could_name_several():
    published = {
        "Alert messages": 66, "Police website": 40, "E-newsletter": 34, "Council website": 27,
        "District paper": 24, "Facebook": 16, "Twitter": 8,
    }  # fmt: skip
    counts = dict(zip(published, [68, 41, 35, 28, 25, 16, 8], strict=True))
    random = np.random.default_rng(3)
    ticked = [set() for _ in range(103)]
    for channel, count in counts.items():
        for person in random.permutation(103)[:count]:
            ticked[person].add(channel)

    found = multi_response_shares(ticked, list(published), sample=False)

    assert {one.answer: printed([one.percent])[0] for one in found} == published
    assert {one.base for one in found} == {103}
    assert sum(one.percent for one in found) == pytest.approx(100 * sum(counts.values()) / 103)
    assert sum(one.percent for one in found) > 200


RESIDENTS, REPRESENTATIVES, POSTCODES, DEPRIVED = 2_379, 76, 1_690, 240


def bucks(whole_percent, deprived_percent):
    """Yes or no of 2,379 residents, with the group known of 1,690, so that both published shares hold."""
    in_deprived = round(DEPRIVED * deprived_percent / 100)
    others = round(RESIDENTS * whole_percent / 100) - in_deprived
    rest = RESIDENTS - DEPRIVED
    gave = [1] * in_deprived + [0] * (DEPRIVED - in_deprived) + [1] * others + [0] * (rest - others)
    shuffled = np.random.default_rng(4).permutation(rest) + DEPRIVED
    gave = gave[:DEPRIVED] + [gave[at] for at in shuffled]
    group = ["more deprived"] * DEPRIVED + ["other"] * (POSTCODES - DEPRIVED) + [None] * (RESIDENTS - POSTCODES)
    return gave, group


@pytest.mark.parametrize(("whole", "deprived"), [(59, 38), (35, 64)])
def test_safe_by_day_and_unsafe_after_dark_in_all_and_in_more_deprived_areas(whole, deprived):
    gave, group = bucks(whole, deprived)

    found = cross_tabulate(
        ["yes" if one else "no" for one in gave], group, ["yes", "no"], ["more deprived", "other"], sample=False
    )

    assert printed(found.percent[0, 0]) == deprived
    assert printed(found.all_percent[0]) == whole
    assert (found.all_base, found.bases.tolist()) == (RESIDENTS, [DEPRIVED, POSTCODES - DEPRIVED])
    assert found.unknown_counts.sum() == RESIDENTS - POSTCODES
    assert found.test is None


@pytest.mark.parametrize(("whole", "deprived"), [(59, 38), (35, 64)])
def test_the_gap_to_everybody_else_is_wider_than_that_to_the_published_whole(whole, deprived):
    gave, group = bucks(whole, deprived)

    found = group_difference(gave, [one == "more deprived" for one in group], sample=False)

    assert (printed(found.group.percent), printed(found.whole.percent)) == (deprived, whole)
    assert abs(found.points) > abs(deprived - whole)
    assert (found.low, found.high, found.no_interval) == (None, None, NOT_A_SAMPLE)


def test_17_percent_were_victims_and_32_percent_of_them_reported_nothing():
    victims = round(RESIDENTS * 0.17)
    silent = round(victims * 0.32)
    victim = ["yes"] * victims + ["no"] * (RESIDENTS - victims)
    reported = ["no"] * silent + ["yes"] * (victims - silent) + [None] * (RESIDENTS - victims)

    was, _ = answer_shares(victim, ["yes", "no"], sample=False)
    told, untold = answer_shares(reported, ["yes", "no"], sample=False)

    assert (printed(was.percent), was.base) == (17, RESIDENTS)
    assert (printed(untold.percent), untold.base) == (32, victims)
    assert told.base == victims  # routed: only victims were asked
    wrong = weighted_share([one == "no" for one in reported], sample=False)
    assert printed(wrong.percent) == 5  # what the whole base would have said


def test_residents_and_elected_representatives_keep_their_own_bases():
    kind = ["resident"] * RESIDENTS + ["elected"] * REPRESENTATIVES
    random = np.random.default_rng(5)
    answers = random.choice(["yes", "no"], RESIDENTS + REPRESENTATIVES).tolist()

    found = cross_tabulate(answers, kind, ["yes", "no"], ["resident", "elected"], sample=False)

    assert found.bases.tolist() == [2_379, 76]
    assert found.all_base == 2_455
    own = [one for one, who in zip(answers, kind, strict=True) if who == "elected"]
    assert found.percent[0, 1] == pytest.approx(100 * own.count("yes") / 76)
