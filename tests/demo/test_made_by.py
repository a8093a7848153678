"""A demonstration that an older version wrote is known for one, and written again."""

from pathlib import Path

from frankpledge.cli.run import invented
from frankpledge.demo import invent, made_by
from frankpledge.month import Month


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_one_of_another_version_is_written_again_as_it_would_be_today_and_says_so(
    tmp_path, capsys, monkeypatch
) -> None:
    folder = invent.write(tmp_path / "data", seed=3, months=1, last=Month.parse("2025-06"))
    today = files(folder)
    monkeypatch.setattr(invent, "generator", lambda: "0123abc")  # what an older version wrote
    invent.write(folder, seed=3, months=1, last=Month.parse("2025-06"))
    (folder / "harm" / "an-old-file.csv").write_text("x")
    monkeypatch.undo()
    assert invent.is_of_another_version(folder)

    invented(folder)

    assert "invented by another version" in capsys.readouterr().out
    assert files(folder) == today


def test_one_of_this_version_stays_as_it_is(tmp_path, capsys) -> None:
    folder = invent.write(tmp_path / "data", months=1)
    written = (folder / invent.LABEL).stat().st_mtime_ns

    invented(folder)

    assert (folder / invent.LABEL).stat().st_mtime_ns == written
    assert capsys.readouterr().out == ""


def test_one_from_before_it_said_who_made_it_counts_as_another_version(tmp_path) -> None:
    folder = invent.write(tmp_path / "data", months=1)
    (folder / invent.LABEL).write_text(invent.README)

    assert invent.is_of_another_version(folder)


def test_a_folder_of_something_else_is_of_no_version(tmp_path) -> None:
    (tmp_path / invent.LABEL).write_text("My own files.")

    assert not invent.is_of_another_version(tmp_path)


def test_the_label_says_who_made_it_with_what(tmp_path) -> None:
    folder = invent.write(tmp_path / "data", seed=5, months=1, last=Month.parse("2025-06"))

    said = made_by.read((folder / invent.LABEL).read_text())

    assert said == made_by.Made(made_by.generator(), 5, 1, Month.parse("2025-06"))
