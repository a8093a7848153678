"""The gallery leaves no method out: each has a picture, or the reason why there is none."""

import re

from bench import gallery, gallery_invented
from tests.conftest import ROOT

PAGES = {path.stem for path in (ROOT / "docs" / "methods").glob("*.md")}
TEXT = (ROOT / "docs" / "gallery.md").read_text(encoding="utf-8")


def test_every_method_is_in_the_gallery():
    assert set(re.findall(r"\(methods/([a-z-]+)\.md\)", TEXT)) == PAGES


def test_every_picture_shown_is_there_and_no_other():
    shown = set(re.findall(r"\(images/gallery/([a-z-]+)\.svg\)", TEXT))

    assert shown == {path.stem for path in gallery.PICTURES.glob("*.svg")}


def test_the_pictures_on_invented_answers_are_as_the_methods_draw_them():
    drawn = {picture.method: picture.svg() for picture in gallery_invented.pictures()}

    assert len(drawn) == 9
    for method, svg in drawn.items():
        kept = (gallery.PICTURES / f"{method}.svg").read_text(encoding="utf-8")
        assert kept == svg + "\n", f"{method} is old: run python -m bench.gallery"
