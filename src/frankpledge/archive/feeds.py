"""The feeds that an archive remembers, by sender, and the secret by which it hides their pseudonyms."""

import hashlib
import hmac
import os
import secrets
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from frankpledge.archive.archive import Archive
from frankpledge.archive.feeds_log import entries, note
from frankpledge.sources.partner_mapping import Feed, MappingFault
from frankpledge.sources.partner_mapping_file import parse

FOLDER = "feeds"
SECRET = "secret"  # noqa: S105 - a file's name


class UnknownFeed(LookupError):
    """No feed of that name is remembered."""


def feeds(archive: Archive) -> list[Feed]:
    """Every feed remembered, by sender and name."""
    found = (parse(path.read_text(encoding="utf-8")) for path in sorted((archive.folder / FOLDER).glob("*/*.toml")))
    return sorted(found, key=lambda feed: feed.key)


def keys(archive: Archive) -> tuple[str, ...]:
    """The keys of every feed remembered, also of one whose description can no longer be read."""
    found = (archive.folder / FOLDER).glob("*/*.toml")
    return tuple(sorted(f"{path.parent.name}/{path.stem}" for path in found))


def feed_named(archive: Archive, text: str) -> Feed:
    """The feed of that key or name; raises UnknownFeed, saying which there are."""
    known = feeds(archive)
    found = [feed for feed in known if text.casefold() in (feed.key, feed.title.casefold(), feed.name.casefold())]
    if len(found) == 1:
        return found[0]
    names = ", ".join(feed.key for feed in found or known) or "none yet: see frankpledge feed add"
    why = "Several feeds have that name" if found else f"There is no feed “{text}”"
    raise UnknownFeed(f"{why}. Feeds: {names}")


class OthersFeed(PermissionError):
    """A feed of that key is there, and belongs to another partnership."""


def owners(archive: Archive) -> dict[str, str]:
    """The partnership that each feed was last given to, by the feed's key; none for one described for nobody."""
    told = (entry.details for entry in entries(archive) if entry.event in ("added", "changed"))
    return {details["feed"]: details["partnership"] for details in told if details.get("partnership")}


def add(archive: Archive, text: str, *, by: str, on: date, partnership: str = "", take: bool = True) -> Feed:
    """
    Remember a feed, in place of an earlier description of it; returns it.

    It belongs to `partnership` from then on; without, to whom it belonged. Without `take`, one that is there already
    must be that partnership's, or OthersFeed is raised. Raises MappingFault with all that is wrong with the
    description, and ArchiveBusy while a load writes.
    """
    feed = parse(text)
    with archive.writing():
        owner = owners(archive).get(feed.key, "")
        path = archive.folder / FOLDER / f"{feed.key}.toml"
        before = parse(path.read_text(encoding="utf-8")) if path.exists() else None
        if before and not take and owner != partnership:
            raise OthersFeed(feed.key)
        if before and (before.sender, before.name) != (feed.sender, feed.name):
            raise MappingFault([f"{feed.title} would take the place of {before.title}: choose a more different name"])
        if before and before.kind != feed.kind:
            raise MappingFault(
                [f"{feed.title} holds {before.kind}, and cannot become {feed.kind}: give the new feed another name"]
            )
        given = {"partnership": partnership} if partnership and partnership != owner else {}
        if before and before.text == feed.text and not given:
            return feed
        _write(path, text)
        about = {"feed": feed.key, "agreement": feed.agreement.reference, "until": str(feed.agreement.until), **given}
        note(archive, "changed" if before else "added", by=by, on=on, **about)
    return feed


def alike(archive: Archive, feed: Feed) -> list[str]:
    """Other feeds of the same layout: nobody could tell their files apart."""
    same = (feed.layout.format, feed.layout.columns)
    others = (other for other in feeds(archive) if other.key != feed.key)
    return [other.title for other in others if (other.layout.format, other.layout.columns) == same]


def _write(path: Path, text: str) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", dir=path.parent, suffix=".tmp", delete=False, encoding="utf-8", newline=""
    ) as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    os.replace(out.name, path)


def pseudonyms(archive: Archive, feed: Feed) -> Callable[[str], str]:
    """
    What is kept in place of a sender's reference or pseudonym: HMAC-SHA-256 with a secret that only this archive has.

    The same person has the same code in all files of a feed, as victim and as suspect, and different codes in different
    feeds, so that deliveries made for different purposes cannot be joined. Nobody without the secret can tell, from a
    list of possible references, whose code it is.
    """
    key = hmac.digest(_secret(archive), feed.key.encode(), "sha256")

    def pseudonym(stated: str) -> str:
        return hmac.new(key, stated.strip().encode(), hashlib.sha256).hexdigest()[:32]

    return pseudonym


def _secret(archive: Archive) -> bytes:
    """Made on first use, readable by its owner alone; it is copied with the archive, and published with nothing."""
    path = archive.folder / FOLDER / SECRET
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f"{SECRET}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(secrets.token_bytes(32))
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(new, path)  # fails, rather than replaces, where another process was first
        except FileExistsError:
            pass
        finally:
            new.unlink()
    return path.read_bytes()
