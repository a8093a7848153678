import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from frankpledge.documents import maps
from tests.documents import factories
from tests.documents.test_charts import NAME, contrast


def draw(drawn, **given):
    return ElementTree.fromstring(maps.draw(drawn, "m", **given))


def square(west, south, east, north):
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def numbers(path):
    found = [float(number) for number in re.findall(r"-?[\d.]+", path)]
    return found[::2], found[1::2]


def test_ground_keeps_its_shape():
    """At 60° north a degree of longitude is half as long as a degree of latitude."""
    shape = replace(factories.shapes(1, 1)[0], geometry=square(-2.0, 59.5, 0.0, 60.5), outlined=False)
    drawn = draw(replace(factories.rates_map(), shapes=(shape,), boundary=None))

    xs, ys = numbers(drawn.find(f"{NAME}path").get("d"))

    assert max(xs) - min(xs) == pytest.approx(max(ys) - min(ys), rel=0.002)


def test_north_is_up():
    shapes = factories.shapes(2, 1)
    low, high = square(0, 50, 1, 51), square(0, 52, 1, 53)
    two = (replace(shapes[0], geometry=low, outlined=False), replace(shapes[1], geometry=high, outlined=False))

    drawn = draw(replace(factories.rates_map(), shapes=two, boundary=None))

    southern, northern = (numbers(path.get("d"))[1] for path in list(drawn.iter(f"{NAME}path"))[:2])
    assert max(northern) < min(southern)


def test_a_hole_is_kept():
    ring = square(0, 50, 1, 51)["coordinates"][0]
    hole = square(0.2, 50.2, 0.4, 50.4)["coordinates"][0]
    shape = replace(factories.shapes(1, 1)[0], geometry={"type": "MultiPolygon", "coordinates": [[ring, hole]]})

    path = draw(replace(factories.rates_map(), shapes=(shape,))).find(f"{NAME}path")

    assert path.get("d").count("M") == 2
    assert path.get("fill-rule") == "evenodd"


def test_kinds_of_area_have_patterns_besides_colours():
    drawn = factories.hot_map()
    used = {shape.category for shape in drawn.shapes} - {None, 0}

    patterns = [maps.pattern(drawn, category) for category in used]

    assert "" not in patterns
    assert len(set(patterns)) == len(patterns)
    assert all(contrast(maps.colour(drawn, category), "#ffffff") >= 3 for category in used)


@pytest.mark.parametrize("count", range(1, 8))
def test_grades_run_from_light_to_dark(count):
    drawn = replace(factories.rates_map(), legend=("grade",) * count)

    against_white = [contrast(maps.colour(drawn, grade), "#ffffff") for grade in range(count)]

    assert against_white == sorted(against_white)
    assert len(set(against_white)) == count


def test_what_is_not_known_is_in_the_legend_only_where_it_occurs():
    drawn = factories.rates_map()
    known = replace(drawn, shapes=tuple(shape for shape in drawn.shapes if shape.category is not None))

    assert maps.legend(drawn)[-1] == (None, "not known")
    assert [words for _, words in maps.legend(known)] == list(drawn.legend)


def test_the_description_counts_the_areas():
    drawn = factories.rates_map()

    assert drawn.description in maps.described(drawn)
    assert re.search(r"97 or more: \d+\.", maps.described(drawn))


def test_the_scale_bar_is_true():
    shape = replace(factories.shapes(1, 1)[0], geometry=square(-1.5, 54.0, -1.2, 54.2), outlined=False)
    drawn = draw(replace(factories.rates_map(), shapes=(shape,), boundary=None))

    bar = list(drawn.iter(f"{NAME}path"))[-1].get("d")
    km = float(list(drawn.iter(f"{NAME}text"))[-1].text.split()[0])
    length = float(re.search(r"h([\d.]+)", bar)[1])
    ys = numbers(drawn.find(f"{NAME}path").get("d"))[1]
    km_up = 0.2 * maps.METRES_PER_DEGREE / 1000
    assert length / km == pytest.approx((max(ys) - min(ys)) / km_up, rel=0.01)


def test_a_legend_drawn_in_the_picture_says_every_grade():
    drawn = draw(factories.hot_map(), with_legend=True)

    words = " ".join(text.text for text in drawn.iter(f"{NAME}text"))
    assert all(entry in words for entry in (*factories.hot_map().legend, "hot the year before"))


def test_a_map_of_nothing_is_refused():
    with pytest.raises(ValueError, match="has no shapes"):
        maps.draw(replace(factories.rates_map(), shapes=(), boundary=None), "m")
