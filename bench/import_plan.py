"""
`python -m bench.import_plan`: a plan of 46 actions brought in from a Word file, the machine's part of it.

A document in the shape that partnerships keep (a heading for each priority, a table of ACTION, LEAD, UPDATE, LAST
UPDATED, RAG, rows broken across pages, joint leads) is read, matched, shown and taken in through the pages, on an
empty workspace in a folder of its own. The minutes that a person takes to look and to answer are not measured.
"""

import io
import os
import tempfile
import time

ACTIONS = 46


def document() -> bytes:
    """46 actions under four headings, a third of them with an update, none with a colour."""
    from docx import Document

    made = Document()
    for priority in range(4):
        made.add_heading(f"Priority {priority + 1}")
        table = made.add_table(rows=1, cols=5)
        for cell, words in zip(
            table.rows[0].cells, ("ACTION", "LEAD", "UPDATE", "LAST UPDATED", "RAG STATUS"), strict=True
        ):
            cell.text = words
        for number in range(priority, ACTIONS, 4):
            lead = ("FP", "CC/FP", "FFRS", "Castermouth Council")[number % 4]
            said = ("Begun in May, 14 done", "03/06/2026") if number % 3 == 0 else ("", "")
            row = (f"Do thing {number + 1} in the town centre with the partners who asked for it", lead, *said, "")
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "frankpledge.web.settings", "FRANKPLEDGE_ARCHIVE": folder}
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        settings.ALLOWED_HOSTS = ["testserver"]
        settings.WORKSPACE.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0)
        for step, seconds in _steps(document()):
            print(f"{step:<42} {seconds:6.2f} s")


def _steps(file: bytes) -> list[tuple[str, float]]:
    from datetime import date, timedelta

    from django_scopes import scope

    from frankpledge.web.accounts.models import Agency, Membership, Partner, Partnership, Person
    from frankpledge.web.accounts.viewer import viewer_of
    from frankpledge.web.plans import changes, taking_in
    from frankpledge.web.plans.lists import leads, reading, word
    from frankpledge.web.plans.models import Action, Plan

    today = date.today()
    place = Partnership.objects.create(name="Safer Castermouth", slug="castermouth")
    person = Person.objects.create(email="cora@example.org", name="Cora Example")
    with scope(partnership=place):
        agencies = {name: Agency.objects.create(name=name) for name in ("Castermouth Council", "Police", "Fire")}
        for agency in agencies.values():
            Partner.objects.create(partnership=place, agency=agency)
        Membership.objects.create(
            partnership=place, person=person, agency=agencies["Castermouth Council"], role="coordinator",
            from_on=today, confirmed_until=today + timedelta(days=60),
        )  # fmt: skip
        viewer = viewer_of(person, place, today)
        assert viewer
        plan = changes.begin(
            title="Plan", first_day=today - timedelta(days=200), last_day=today + timedelta(days=165),
            layout=Plan.Layout.AIMS, by=viewer,
        )  # fmt: skip
        times = [time.perf_counter()]
        listed = reading.read(word.lines(file))
        kept = taking_in.keep(plan=plan, name="plan.docx", actions=listed, by=viewer)
        times.append(time.perf_counter())
        names = leads.unknown_names((str(row["lead"]) for row in kept.rows), taking_in.agencies_of(viewer, {}))
        meant = {"FP": "Police", "CC": "Castermouth Council", "FFRS": "Fire"}
        kept = taking_in.answer(kept=kept, answers={name: str(agencies[meant[name]].pk) for name in names}, by=viewer)
        found = taking_in.previewed(viewer, kept, today)
        times.append(time.perf_counter())
        taking_in.take_in(kept=kept, by=viewer, today=today)
        times.append(time.perf_counter())
        assert len(listed) == len(found) == Action.objects.count() == ACTIONS
    steps = ("read the Word file", f"answer {len(names)} names, and match", "take 46 actions in, with the record")
    each = [(step, later - before) for step, before, later in zip(steps, times, times[1:], strict=False)]
    return [*each, ("all of it", times[-1] - times[0])]


if __name__ == "__main__":
    main()
