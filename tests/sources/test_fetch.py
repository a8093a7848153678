"""Files arrive whole, once, and as the publisher has them, over a line and a server that are neither."""

import fcntl
import hashlib
import json
from pathlib import Path

import pytest

from frankpledge.sources.fetch import UNFINISHED, FetchFailed, Waits, client, fetch
from frankpledge.sources.publishers import named, published
from tests.sources.publisher_server import Publisher, as_it_should, breaking_off_after, busy, serving

PATH = "/data/archive/2025-03.zip"
CONTENT = bytes(range(256)) * 5000
AT_ONCE = Waits(first=0.001, longest=0.01)


@pytest.fixture
def publisher():
    with serving() as publisher:
        publisher.publish(PATH, CONTENT)
        yield publisher


def get(publisher: Publisher, folder: Path, **options):
    file = published()["police-uk"].of_month("2025-03").from_server(publisher.url)
    with client() as through:
        return fetch(file, folder, through=through, waits=AT_ONCE, **options)


def test_a_file_arrives_whole_with_a_note_of_where_it_came_from(publisher, tmp_path):
    outcome = get(publisher, tmp_path)

    note = json.loads((tmp_path / "2025-03.zip.json").read_text())
    assert outcome.path.read_bytes() == CONTENT
    assert note["sha256"] == hashlib.sha256(CONTENT).hexdigest()
    assert note["url"] == publisher.url + PATH
    assert note["bytes"] == len(CONTENT)
    assert note["licence"] == "Open Government Licence v3.0"
    assert not list((tmp_path / UNFINISHED).glob("*.zip*json"))


def test_a_fetch_that_breaks_off_goes_on_where_it_stopped(publisher, tmp_path):
    publisher.faults = [breaking_off_after(400_000)]

    outcome = get(publisher, tmp_path)

    assert outcome.path.read_bytes() == CONTENT
    assert [headers.get("range") for _, headers in publisher.asked] == [None, "bytes=400000-"]


def test_it_goes_on_in_another_run_too(publisher, tmp_path):
    publisher.faults = [breaking_off_after(400_000), *busy(10)]
    with pytest.raises(FetchFailed, match="What has arrived is kept"):
        get(publisher, tmp_path)
    publisher.faults, publisher.asked = [], []

    outcome = get(publisher, tmp_path)

    assert outcome.path.read_bytes() == CONTENT
    assert publisher.asked[0][1]["range"] == "bytes=400000-"


def test_a_long_file_over_a_bad_line_arrives_in_the_end(publisher, tmp_path):
    def a_little(answering):
        start = int(answering.headers.get("Range", "bytes=0-")[6:-1])
        headers = {"ETag": '"first"'}
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(CONTENT) - 1}/{len(CONTENT)}"
        answering.say(206 if start else 200, CONTENT[start : start + 99_000], headers, stated=len(CONTENT) - start)
        answering.close_connection = True
        return True

    publisher.faults = [a_little] * 12

    assert get(publisher, tmp_path).path.read_bytes() == CONTENT


def test_a_file_that_changed_meanwhile_is_begun_again(publisher, tmp_path):
    publisher.faults = [breaking_off_after(400_000), *busy(10)]
    with pytest.raises(FetchFailed):
        get(publisher, tmp_path)
    newer = CONTENT[::-1]
    publisher.faults = []
    publisher.publish(PATH, newer, etag='"second"')

    outcome = get(publisher, tmp_path)

    assert outcome.path.read_bytes() == newer
    assert outcome.fetched.etag == '"second"'


def test_a_server_that_continues_another_edition_is_not_believed(publisher, tmp_path):
    newer = CONTENT[::-1]

    def the_rest_of_another(answering):
        publisher.publish(PATH, newer, etag='"second"')
        headers = {"ETag": '"second"', "Content-Range": f"bytes 400000-{len(newer) - 1}/{len(newer)}"}
        answering.say(206, newer[400_000:], headers)
        return True

    publisher.faults = [breaking_off_after(400_000), the_rest_of_another]

    assert get(publisher, tmp_path).path.read_bytes() == newer


def test_what_had_all_arrived_before_the_end_is_not_fetched_again(publisher, tmp_path):
    unfinished = tmp_path / UNFINISHED
    unfinished.mkdir()
    (unfinished / "2025-03.zip").write_bytes(CONTENT)
    mark = {"etag": '"first"', "last_modified": None, "size": len(CONTENT)}
    (unfinished / "2025-03.zip.json").write_text(json.dumps(mark))

    outcome = get(publisher, tmp_path)

    assert outcome.path.read_bytes() == CONTENT
    assert len(publisher.asked) == 1


def test_a_busy_server_is_asked_again(publisher, tmp_path):
    publisher.faults = [*busy(2), *busy(1, status=429), as_it_should]

    assert get(publisher, tmp_path).path.read_bytes() == CONTENT
    assert len(publisher.asked) == 4


def test_a_server_that_stays_busy_is_given_up_and_named(publisher, tmp_path):
    publisher.faults = busy(100)

    with pytest.raises(FetchFailed, match=r"police-uk could not be fetched: .*busy \(503\).*2025-03\.zip"):
        get(publisher, tmp_path)

    assert len(publisher.asked) == AT_ONCE.attempts
    assert not (tmp_path / "2025-03.zip").exists()


def test_a_file_that_is_not_there_is_named_and_not_asked_for_again(publisher, tmp_path):
    del publisher.files[PATH]

    with pytest.raises(FetchFailed, match=r"police-uk: the publisher has no such file \(404\): .*/2025-03\.zip"):
        get(publisher, tmp_path)

    assert len(publisher.asked) == 1


def test_a_web_page_is_not_taken_for_the_file(publisher, tmp_path):
    def page(answering):
        answering.say(200, b"<html>Sorry</html>", {"Content-Type": "text/html; charset=utf-8"})
        return True

    publisher.faults = [page]

    with pytest.raises(FetchFailed, match="answered with a web page"):
        get(publisher, tmp_path)


@pytest.mark.parametrize("algorithm", ["sha256", "md5"])
def test_the_checksum_that_the_publisher_states_is_held_against_the_file(publisher, tmp_path, algorithm):
    right = hashlib.new(algorithm, CONTENT).hexdigest()

    assert get(publisher, tmp_path, checksum=right).path.exists()


@pytest.mark.parametrize("wrong", ["0" * 64, "0" * 32])
def test_a_file_that_fails_its_checksum_is_not_kept(publisher, tmp_path, wrong):
    with pytest.raises(FetchFailed, match="does not match the checksum"):
        get(publisher, tmp_path, checksum=wrong)

    assert [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".lock"] == []


def test_a_file_that_fails_its_checksum_leaves_the_older_one_in_place(publisher, tmp_path):
    get(publisher, tmp_path)
    publisher.publish(PATH, b"newer", etag='"second"')

    with pytest.raises(FetchFailed):
        get(publisher, tmp_path, checksum="0" * 64)

    assert (tmp_path / "2025-03.zip").read_bytes() == CONTENT


def test_a_file_that_has_not_changed_is_not_fetched_again(publisher, tmp_path):
    get(publisher, tmp_path)
    publisher.asked = []

    outcome = get(publisher, tmp_path)

    assert outcome.unchanged
    assert publisher.asked[0][1]["if-none-match"] == '"first"'


def test_a_newer_edition_takes_the_place_of_the_older(publisher, tmp_path):
    get(publisher, tmp_path)
    publisher.publish(PATH, b"newer", etag='"second"')

    outcome = get(publisher, tmp_path)

    assert not outcome.unchanged
    assert outcome.path.read_bytes() == b"newer"


def test_a_file_that_was_damaged_on_disk_is_fetched_again(publisher, tmp_path):
    path = get(publisher, tmp_path).path
    path.write_bytes(b"x" * len(CONTENT))

    outcome = get(publisher, tmp_path)

    assert not outcome.unchanged
    assert path.read_bytes() == CONTENT


def test_two_fetches_of_one_file_do_not_mix(publisher, tmp_path):
    (tmp_path / UNFINISHED).mkdir()
    with open(tmp_path / UNFINISHED / "2025-03.zip.lock", "w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)

        with pytest.raises(FetchFailed, match="is being fetched"):
            get(publisher, tmp_path)


def test_progress_says_how_much_of_how_much(publisher, tmp_path):
    said = []

    get(publisher, tmp_path, progress=lambda what, done, total: said.append((what, done, total)))

    assert said[-1] == ("2025-03.zip", len(CONTENT), len(CONTENT))


def test_no_room_on_the_disk_is_said_before_fetching(publisher, tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda path: type("Usage", (), {"free": 10})())

    with pytest.raises(FetchFailed, match="has room for 10"):
        get(publisher, tmp_path)


def test_every_published_file_says_whose_it_is_and_on_what_terms():
    for file in published().values():
        assert file.url.startswith("https://")
        assert file.kind in ("file", "month", "layer")
        assert file.publisher
        assert file.licence == "Open Government Licence v3.0"
        assert ("{month}" in file.url) == (file.kind == "month")


def test_a_group_names_its_files_each_once():
    names = [file.name for file in named(["population", "census-residents"])]

    assert names == ["census-residents", "census-households"]


def test_an_unknown_name_is_refused_with_those_there_are():
    with pytest.raises(LookupError, match=r"Nothing is called londn\. There are the groups boundaries, deprivation"):
        named(["londn"])
