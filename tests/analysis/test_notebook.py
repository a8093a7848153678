"""The notebook page runs as it stands, and the gallery holds what it names."""

import doctest
import re

from tests.conftest import ROOT

MOST_BYTES = 1_500_000


def test_the_notebook_page_gives_what_it_prints():
    failed, tried = doctest.testfile(
        str(ROOT / "docs" / "notebook.md"), module_relative=False, optionflags=doctest.IGNORE_EXCEPTION_DETAIL
    )

    assert tried > 15
    assert failed == 0


def test_every_picture_and_page_that_the_gallery_names_is_there_and_described():
    text = (ROOT / "docs" / "gallery.md").read_text(encoding="utf-8")
    pictures = re.findall(r"!\[([^\]]+)\]\((images/[^)]+)\)", text)
    pages = re.findall(r"\]\((methods/[^)]+)\)", text)

    assert len(pictures) > 10
    assert all(len(words) > 20 for words, _ in pictures)
    missing = [name for name in [*(name for _, name in pictures), *pages] if not (ROOT / "docs" / name).is_file()]
    assert missing == []
    held = {path.name for path in (ROOT / "docs" / "images" / "gallery").iterdir()}
    assert held == {name.rpartition("/")[2] for _, name in pictures}


def test_the_gallery_is_small_and_names_whose_data_it_is():
    size = sum(path.stat().st_size for path in (ROOT / "docs" / "images" / "gallery").glob("*.svg"))

    assert size < MOST_BYTES
    assert "data.police.uk" in (ROOT / "docs" / "gallery.md").read_text(encoding="utf-8")
