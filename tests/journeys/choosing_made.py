"""
Three choosings in the workspace of a running server: one whose first round is open, one that is decided and published,
and one that is being prepared, with issues that could become themes.

Run beside the server, with its settings: the one person at this machine cannot be a panel alone. Prints their numbers.
"""

import django


def make() -> tuple[int, int, int]:
    from django.utils.timezone import localdate
    from django_scopes import scope

    from frankpledge.web.accounts.models import Membership, Partnership, Person
    from frankpledge.web.accounts.viewer import viewer_of
    from frankpledge.web.knowledge import changes as knowledge
    from frankpledge.web.knowledge.models import EmergingIssue
    from frankpledge.web.scoring import changes, deciding, publishing, rounds, standard
    from frankpledge.web.scoring.models import Theme

    today, here = localdate(), Partnership.objects.get(slug="mine")
    with scope(partnership=here):
        first = Membership.objects.filter(person__email="you@localhost.invalid", role="coordinator").get()
        other, made = Person.objects.get_or_create(email="other@localhost.invalid", defaults={"name": "Another"})
        if made:
            for role in ("coordinator", "chair"):
                Membership.objects.create(
                    partnership=here, person=other, agency=first.agency, role=role, from_on=today,
                    confirmed_until=first.confirmed_until,
                )  # fmt: skip
        you, they = viewer_of(first.person, here, today), viewer_of(other, here, today)
        assert you
        assert they
        matrix = standard.matrix("partnership")
        assert matrix
        template = changes.take_template(matrix=matrix, by=you, today=today)
        numbers = []
        for title in ("Open", "Decided"):
            exercise = changes.begin(title=f"{title} {template.number}", template=template, by=you, today=today)
            for theme in ("Break-ins", "Drug dealing", "Noise"):
                changes.add_theme(exercise=exercise, title=theme, by=you)
            for viewer in (you, they):
                rounds.ask(exercise=exercise, person=viewer.person, by=you, today=today)
            exercise = rounds.move(exercise=exercise, to="first", by=you)
            numbers.append(exercise.pk)
        for place, theme in enumerate(Theme.objects.filter(exercise=exercise).select_related("exercise__template")):
            for viewer in (you, they):
                rounds.score(theme=theme, answers={"harm": (3 - place, "")}, by=viewer)
        for stage in ("discussion", "choosing"):
            exercise = rounds.move(exercise=exercise, to=stage, by=you)
        for place, theme in enumerate(Theme.objects.filter(exercise=exercise).select_related("exercise__template")):
            deciding.decide(theme=theme, outcome="not_chosen", reason=f"Reason {place}", by=you, on=today, today=today)
        exercise = rounds.move(exercise=exercise, to="decided", by=you)
        publishing.release(publication=publishing.ask(exercise=exercise, by=you), by=they)
        prepared = changes.begin(title=f"Prepared {template.number}", template=template, by=you, today=today)
        changes.add_theme(exercise=prepared, title="Break-ins", by=you)
        for title in ("Scooters", "Vapes"):
            issue = EmergingIssue(title=title, seen="Seen", told_by="Fire", first_seen_on=today)
            knowledge.add(thing=issue, by=you)
    return numbers[0], numbers[1], prepared.pk


if __name__ == "__main__":
    django.setup()
    print(*make())
