"""Who may come in: links that serve once, passwords kept as argon2id, sessions that end."""

from __future__ import annotations

import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from synthesis.errors import InputError
from synthesis.review import passwords
from synthesis.review.people import LINK, People
from synthesis.review.sessions import ABSOLUTE, IDLE, form_token
from synthesis.review.tries import FREE, WAIT, LockedError

GOOD = "quatre chevaux verts"


class Clock:
    """A clock one can put forward."""

    now = 1_900_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def people(tmp_path: Path, clock: Clock) -> People:
    return People(tmp_path / "c.reviewers.sqlite", clock)


def came(people: People, name: str = "Ada", role: str = "reviewer", password: str = GOOD) -> str:
    """Someone who was added and has chosen a password."""
    person, token = people.add(name, role)
    assert people.welcome(token, "", password)
    return person.id


def test_people_have_pseudonyms_in_the_order_they_come(people: People) -> None:
    """The journal has these, and nothing else of them."""
    came(people)
    people.add("Blaise", "arbiter")

    assert [("r-01", "Ada", True), ("r-02", "Blaise", False)] == [
        (person.id, person.name, person.ready) for person in people.all()
    ]


def test_a_name_is_taken_once(people: People) -> None:
    """Whatever its capitals and spaces; a pseudonym is nobody's name."""
    people.add("Ada  Lovelace", "lead")

    for name in ("ada lovelace", "ADA LOVELACE", "r-01"):
        with pytest.raises(InputError):
            people.add(name, "reviewer")
    with pytest.raises(InputError):
        people.add("Blaise", "king")


def test_a_link_serves_once(people: People) -> None:
    """The second time, it is nobody's; looking at it does not use it up."""
    _, token = people.add("", "lead")

    assert people.invited(token) == people.invited(token) is not None
    assert "Ada" == getattr(people.welcome(token, "Ada", GOOD), "name", None)
    assert people.invited(token) is None is people.welcome(token, "Eve", GOOD)


def test_a_link_serves_one_of_two_at_once(people: People) -> None:
    """Of many who press at the same moment, one comes in."""
    _, token = people.add("Ada", "lead")
    with ThreadPoolExecutor(4) as pool:
        came_in = list(pool.map(lambda n: people.welcome(token, "", f"{GOOD} {n}"), range(4)))

    assert 1 == sum(person is not None for person in came_in)


def test_a_link_ends(people: People, clock: Clock) -> None:
    """After seven days, or when another is made, or the person disabled."""
    person, late = people.add("Ada", "lead")
    clock.now += LINK
    fresh = people.link(person.id)
    other = people.link(person.id)

    assert [None, None] == [people.invited(late), people.invited(fresh)]
    assert people.invited(other)
    people.disable(person.id)
    assert people.invited(other) is None


def test_no_secret_is_in_the_file(people: People) -> None:
    """Neither a link, nor a session, nor a password, whoever reads its bytes."""
    _, waiting = people.add("Blaise", "reviewer")
    id = came(people)
    session = people.sessions.open(id)
    content = b"".join(path.read_bytes() for path in people.path.parent.glob("c.reviewers*"))

    for secret in (waiting, session, form_token(session), GOOD):
        assert secret.encode() not in content
    assert b"$argon2id$" in content


def test_the_file_is_its_owner_s(people: People) -> None:
    """So are the journals SQLite keeps beside it."""
    people.add("Ada", "lead")
    modes = {
        path.name: stat.S_IMODE(path.stat().st_mode)
        for path in people.path.parent.glob("c.reviewers*")
    }

    assert {0o600} == set(modes.values())
    assert 2 <= len(modes)


def test_one_comes_in_by_name_or_pseudonym(people: People) -> None:
    """With the password, exactly; nobody else does."""
    came(people)

    for name in ("Ada", "  ada ", "R-01"):
        assert "r-01" == getattr(people.enter(name, GOOD, "::1"), "id", None)
    for name, password in (("Ada", GOOD.upper()), ("Ada", ""), ("Eve", GOOD), ("", "")):
        assert people.enter(name, password, "elsewhere") is None


def test_one_who_has_no_password_does_not_come_in(people: People) -> None:
    """Invited, or disabled."""
    people.add("Blaise", "reviewer")
    id = came(people)
    people.disable(id)

    assert people.enter("Blaise", "", "::1") is None
    assert people.enter("Ada", GOOD, "::1") is None


def test_tries_are_counted(people: People, clock: Clock) -> None:
    """Five, then a quarter of an hour; one more, and twice that; the right one forgets them."""
    came(people)
    for _ in range(FREE):
        assert people.enter("Ada", "wrong wrong wrong", "::1") is None
    with pytest.raises(LockedError) as told:
        people.enter("Ada", GOOD, "::1")

    assert WAIT // 60 == told.value.minutes
    clock.now += WAIT
    assert people.enter("Ada", "wrong wrong wrong", "::1") is None
    clock.now += WAIT
    with pytest.raises(LockedError):
        people.enter("Ada", GOOD, "::1")
    clock.now += WAIT
    assert people.enter("Ada", GOOD, "::1")
    assert people.enter("Ada", "wrong wrong wrong", "::1") is None


def test_tries_are_counted_for_who_does_not_exist(people: People) -> None:
    """Or the lock would tell who does."""
    for _ in range(FREE):
        people.enter("Eve", GOOD, "::1")
    with pytest.raises(LockedError):
        people.enter("eve", GOOD, "::1")


def test_tries_from_one_address_do_not_close_another(people: People) -> None:
    """Somebody who plays with my name does not keep me out."""
    came(people)
    for _ in range(FREE):
        people.enter("Ada", "wrong wrong wrong", "10.0.0.1")

    assert people.enter("Ada", GOOD, "10.0.0.2")


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("onze lettre", "password_short"),
        ("motdepasse123", "password_common"),
        ("AzertyUiop123", "password_common"),
        ("aaaaaaaaaaaaaaaa", "password_common"),
        ("ada lovelace 1815", "password_known"),
        ("Doleances-2030", "password_known"),
        ("x" * 500 + "abc" * 200, "password_long"),
        ("quatre chevaux verts", ""),
        ("сорок четыре кота", ""),
        ("ééééàààà çççç ùùùù", ""),
        ("            a b c d", ""),
    ],
)
def test_what_may_be_a_password(password: str, expected: str) -> None:
    """Twelve characters of any kind; not the commonest, nor what everybody here knows."""
    assert expected == passwords.weakness(password, "Ada Lovelace")


@pytest.mark.parametrize(
    "password",
    [
        "123456789012", "012345678910", "azertyuiop123", "AZERTYUIOPQS", "poiuytreza12",
        "motdepasse1234", "p@ssw0rd12345", "M0tDeP@sse!2024", "bonjourbonjour", "abcabcabcabc",
        "abcdefghijkl", "nicolas12345", "!!!!!!!!!!!!!", "1qaz2wsx3edc", "12/03/1984-12",
        "soleilsoleil1", "qwertzuiopas",
    ],
)  # fmt: skip
def test_the_commonest_are_refused(password: str) -> None:
    """And what is made as they are: a word and figures, signs again and again, neighbours."""
    assert "password_common" == passwords.weakness(password)


def test_the_list_of_common_words_is_read_as_it_is_compared() -> None:
    """In lower case, each once, in order; none that the stripping of figures would never meet."""
    listed = passwords.COMMON.read_text(encoding="utf-8").split()

    assert sorted(set(listed)) == listed
    assert [each.casefold() for each in listed] == listed


def test_a_session_ends_when_nothing_is_done(people: People, clock: Clock) -> None:
    """An hour after the last page; each page gives an hour."""
    id = came(people)
    token = people.sessions.open(id)
    for _ in range(3):
        clock.now += IDLE - 1
        assert (id, True) == people.sessions.find(token)
    clock.now += IDLE

    assert (id, False) == people.sessions.find(token)


def test_a_session_ends_whatever_is_done(people: People, clock: Clock) -> None:
    """Twelve hours after it was opened."""
    id = came(people)
    token = people.sessions.open(id)
    for _ in range(ABSOLUTE // 1800 - 1):
        clock.now += 1800
        assert (id, True) == people.sessions.find(token)
    clock.now += 1800

    assert (id, False) == people.sessions.find(token)


def test_sessions_are_closed(people: People) -> None:
    """One, all but one, or all when a password is chosen by a new link or a person disabled."""
    id = came(people)
    first, second, third = (people.sessions.open(id) for _ in range(3))
    people.sessions.close(first)
    assert [None, (id, True)] == [people.sessions.find(each) for each in (first, second)]
    people.sessions.close_all(id, but=third)
    assert [None, (id, True)] == [people.sessions.find(each) for each in (second, third)]
    people.welcome(people.link(id), "", GOOD)
    assert people.sessions.find(third) is None
    last = people.sessions.open(id)
    people.disable(id)
    assert people.sessions.find(last) is None


def test_the_password_is_changed_by_who_knows_it(people: People) -> None:
    """And by nobody else, within five tries."""
    person = people.get(came(people))
    assert person
    assert not people.change(person, "not the password", "cinq vaches rouges", "::1")
    assert people.change(person, GOOD, "cinq vaches rouges", "::1")

    assert people.enter("Ada", GOOD, "::1") is None
    assert people.enter("Ada", "cinq vaches rouges", "::1")


def test_drafts_are_one_s_own(people: People) -> None:
    """Kept by form, the latest words of it; at most twenty; none too long; dropped when sent."""
    ada, eve = came(people), came(people, "Eve")
    people.drafts.keep(ada, "/q/1/act", "k1", [("text", "avant"), ("seen", "a"), ("seen", "b")])
    people.drafts.keep(ada, "/q/1/act", "k1", [("text", "après"), ("seen", "a"), ("seen", "b")])
    people.drafts.keep(ada, "/q/1/act", "k2", [("text", "x" * 200_000)])

    assert [(("text", "après"), ("seen", "a"), ("seen", "b"))] == [
        draft.fields for draft in people.drafts.of(ada)
    ]
    assert [] == people.drafts.of(eve)
    people.drafts.drop(eve, "/q/1/act", "k1")
    assert 1 == len(people.drafts.of(ada))
    people.drafts.drop(ada, "/q/1/act", "k1")
    assert [] == people.drafts.of(ada)
    for n in range(30):
        people.drafts.keep(ada, "/q/1/act", f"n{n}", [("text", str(n))])
    assert [f"n{n}" for n in range(29, 9, -1)] == [draft.form for draft in people.drafts.of(ada)]


def test_a_role_is_one_of_four_in_the_file_too(people: People) -> None:
    """Even for who writes in it by hand."""
    people.add("Ada", "reviewer")
    with sqlite3.connect(people.path) as db, pytest.raises(sqlite3.IntegrityError):
        db.execute("update reviewers set role = 'king'")
    db.close()
