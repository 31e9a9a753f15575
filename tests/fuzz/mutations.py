"""What happens to exports between a platform and an analyst, drawn from a seed."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Callable, Mapping
from random import Random
from typing import Any, Final

from tests.fuzz.seeds import Rows

Grid = Callable[[Random, Rows], None]
Text = Callable[[Random, str], str]
Bytes = Callable[[Random, bytes], bytes]

ODD: Final = "\x00\x1a\ufeff\u2028\x85\\,;\t\n\r{}[]()'\"`😀é/"
HARD_CELLS: Final = (
    "",
    " ",
    "\u00a0",
    "\ufeff",
    "NULL",
    "\\N",
    "null",
    "'=1+1",
    '="01000"',
    "=SOMME(A1)",
    "&eacute;t&eacute;",
    "Ã©tÃ© Ã  la mer",
    "&lt;b&gt;",
    "<script>alert(1)",
    "<p>pas <b>fermé",
    "<!-- rien",
    "<![CDATA[mot]]>",
    "</script>après",
    "<br>",
    "&nbsp;",
    "😀🏳️‍🌈",
    "e\u0301te\u0301",
    "'@moi",
    "a\rb",
    "a\r\nb",
    "\t",
    "a|b|c",
    "\x0b\x0c\x1f",
    "\u2028ligne",
    "\x85",
    "{",
    "[1]",
    '{"labels": 3}',
    '{"labels": []',
    "1e999",
    "٣",
    "-1.0",
    "99999.9",
    "00000",
    "12345678901234567890",
    "a;b,c\td",
    'dit "oui"',
    "''",
    "\\",
    "\\'",
    "--",
    "x" * 300,
    "<a href='http://[x'>lien</a>",
    "http://[::1",
    "2019-02-30",
    "0001-01-01",
    "31/12/9999",
    "9" * 400,
    "-0",
)


def _cell(random: Random, rows: Rows) -> tuple[list[str], int]:
    row = random.choice(rows[1:] or rows)
    return row, random.randrange(len(row) or 1) if row else 0


def hard_cells(random: Random, rows: Rows) -> None:
    """Cells of the kinds that break programs."""
    for _ in range(random.randint(1, 6)):
        row, at = _cell(random, rows)
        if row:
            row[at] = random.choice(HARD_CELLS)


def hard_column(random: Random, rows: Rows) -> None:
    """A whole column of them."""
    at = random.randrange(len(rows[0]))
    for row in rows[1:]:
        if at < len(row):
            row[at] = random.choice(HARD_CELLS)


def huge_cell(random: Random, rows: Rows) -> None:
    """A cell of two hundred thousand characters."""
    row, at = _cell(random, rows)
    if row:
        row[at] = random.choice(("mot ", "&amp;", "<p>", "é", '"', "'", "\n", "Ã©", "<")) * 50_000
        row[at] = row[at][:200_000]


def empty_column(random: Random, rows: Rows) -> None:
    """A column nobody filled."""
    at = random.randrange(len(rows[0]))
    for row in rows[1:]:
        if at < len(row):
            row[at] = ""


def all_empty(random: Random, rows: Rows) -> None:
    """Every cell empty."""
    rows[1:] = [[random.choice(("", " ")) for _ in row] for row in rows[1:]]


def doubled_rows(random: Random, rows: Rows) -> None:
    """Rows given twice, the very same or with other words."""
    for _ in range(random.randint(1, 3)):
        again = list(random.choice(rows[1:] or rows))
        if random.random() < 0.5 and again:
            again[random.randrange(len(again))] = "autre"
        rows.insert(random.randint(1, len(rows)), again)


def dropped_rows(random: Random, rows: Rows) -> None:
    """Rows that were lost, perhaps all."""
    rows[1:] = [row for row in rows[1:] if random.random() < 0.5]


def reordered_rows(random: Random, rows: Rows) -> None:
    """Rows in another order."""
    body = rows[1:]
    random.shuffle(body)
    rows[1:] = body


def header_again(random: Random, rows: Rows) -> None:
    """The header in the middle: two exports glued together."""
    rows.insert(random.randint(1, len(rows)), list(rows[0]))


def doubled_name(random: Random, rows: Rows) -> None:
    """Two columns of one name."""
    if len(rows[0]) > 1:
        one, other = random.sample(range(len(rows[0])), 2)
        rows[0][one] = rows[0][other]


def renamed_column(random: Random, rows: Rows) -> None:
    """A column under another name, or none."""
    at = random.randrange(len(rows[0]))
    name = rows[0][at]
    rows[0][at] = random.choice(
        (
            "",
            name.upper(),
            f" {name}",
            f"{name} ",
            unicodedata.normalize("NFD", name),
            "x",
            "\ufeffid",
            "É" * 300,
            "a\nb",
            'n"m',
            "Q161 - x",
            "responses",
            "Q%% - ?",
            "url",
        )
    )


def missing_column(random: Random, rows: Rows) -> None:
    """A column that is not there."""
    if len(rows[0]) > 1:
        at = random.randrange(len(rows[0]))
        rows[:] = [row[:at] + row[at + 1 :] for row in rows]


def extra_column(random: Random, rows: Rows) -> None:
    """A column more, wherever."""
    at = random.randint(0, len(rows[0]))
    name = random.choice(("note", "texte", "body/en", "commentaire", "votes", "", "Q162 - ?"))
    filled = random.random() < 0.5
    for rank, row in enumerate(rows):
        row.insert(at, name if rank == 0 else f"Plus {rank} de mots." if filled else "")


def very_many_columns(random: Random, rows: Rows) -> None:
    """Hundreds of columns."""
    count = random.choice((200, 600))
    for rank, row in enumerate(rows):
        row.extend(f"col{k}" if rank == 0 else str(k % 3) for k in range(count))


def ragged(random: Random, rows: Rows) -> None:
    """Rows too short or too long."""
    for _ in range(random.randint(1, 4)):
        row = random.choice(rows)
        if random.random() < 0.5 and len(row) > 1:
            del row[random.randrange(1, len(row)) :]
        else:
            row.extend(random.choice(("", "plus", "x,y")) for _ in range(random.randint(1, 3)))


def odd_identifiers(random: Random, rows: Rows) -> None:
    """Identifiers with spaces, missing, the same for all, or as a spreadsheet shows them."""
    at = next((k for k, name in enumerate(rows[0]) if name.lower() in ("id", "uuid")), 0)
    make = random.choice(
        (
            lambda v: f" {v} ",
            lambda v: "",
            lambda v: "1",
            lambda v: f"{v}.0",
            lambda v: f"{v}\n{v}",
            lambda v: f"{v}é😀",
            lambda v: v.upper(),
            lambda v: "row 1 1",
        )
    )
    for row in rows[1:]:
        if at < len(row) and random.random() < 0.8:
            row[at] = make(row[at])


def cycles(random: Random, rows: Rows) -> None:
    """What answers itself, or each other, or what is not there."""
    names = [
        k
        for k, name in enumerate(rows[0])
        if name
        in (
            "parent_reaction_id",
            "p_d_debate_id",
            "p_d_reaction_id",
            "commentable_id",
            "ParentReactionUuid",
            "DocumentUuid",
        )
    ]
    types = [k for k, name in enumerate(rows[0]) if name == "commentable_type"]
    for row in rows[1:]:
        for at in names:
            if at < len(row):
                row[at] = random.choice((row[0], random.choice(rows)[0], "999999", ""))
        for at in types:
            if at < len(row):
                row[at] = random.choice(("Decidim::Comments::Comment", "", "X::Y"))


def no_rows(random: Random, rows: Rows) -> None:
    """A header alone."""
    del rows[1:]


GRIDS: Final[tuple[Grid, ...]] = (
    hard_cells,
    hard_cells,
    hard_column,
    huge_cell,
    empty_column,
    all_empty,
    doubled_rows,
    dropped_rows,
    reordered_rows,
    header_again,
    doubled_name,
    renamed_column,
    missing_column,
    extra_column,
    very_many_columns,
    ragged,
    odd_identifiers,
    cycles,
    no_rows,
)


# Text: CSV, JSON or SQL, before it is encoded.


def dropped_lines(random: Random, text: str) -> str:
    """Lines lost, doubled or moved."""
    lines = text.split("\n")
    for _ in range(random.randint(1, 3)):
        at = random.randrange(len(lines))
        how = random.randrange(3)
        if how == 0 and len(lines) > 1:
            del lines[at]
        elif how == 1:
            lines.insert(at, lines[at])
        else:
            lines.insert(random.randrange(len(lines)), lines.pop(at))
    return "\n".join(lines)


def unclosed_quote(random: Random, text: str) -> str:
    """A quote too many, or one lost."""
    places = [at for at, each in enumerate(text) if each in "\"'"]
    if places and random.random() < 0.5:
        at = random.choice(places)
        return text[:at] + text[at + 1 :]
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice("\"'") + text[at:]


def blank_lines(random: Random, text: str) -> str:
    """Lines of nothing, at the head, the end or between."""
    lines = text.split("\n")
    for _ in range(random.randint(1, 4)):
        lines.insert(random.randint(0, len(lines)), random.choice(("", "", " ", "\t", ",,,")))
    return "\n".join(lines)


def title_line(random: Random, text: str) -> str:
    """A line above the header: a title, a comment, `sep=;`."""
    return (
        random.choice(("sep=;\n", "# export\n", "Export du 3 mai\n\n", "\ufeff", "-- x\n")) + text
    )


def mixed_ends(random: Random, text: str) -> str:
    """Lines that end in two ways or three."""
    return "".join(random.choice(("\n", "\r\n", "\r")) if each == "\n" else each for each in text)


def carriage_returns(random: Random, text: str) -> str:
    """CR alone, as an old Mac."""
    return text.replace("\n", "\r")


def windows_ends(random: Random, text: str) -> str:
    """CRLF everywhere, inside cells too."""
    return text.replace("\n", "\r\n")


def decomposed(random: Random, text: str) -> str:
    """Accents apart from their letters."""
    return unicodedata.normalize("NFD", text)


def mojibake(random: Random, text: str) -> str:
    """UTF-8 read as another encoding."""
    return text.encode("utf-8").decode("cp1252", "replace")


def cut(random: Random, text: str) -> str:
    """A file cut anywhere."""
    return text[: random.randrange(len(text) + 1)]


def odd_character(random: Random, text: str) -> str:
    """A character or two, anywhere."""
    for _ in range(random.randint(1, 3)):
        at = random.randrange(len(text) + 1)
        text = text[:at] + random.choice(ODD) + text[at:]
    return text


def other_delimiter(random: Random, text: str) -> str:
    """Every comma another character, in cells too."""
    return text.replace(",", random.choice((";", "\t", "|")))


TEXTS: Final[tuple[Text, ...]] = (
    dropped_lines,
    unclosed_quote,
    blank_lines,
    title_line,
    mixed_ends,
    carriage_returns,
    windows_ends,
    decomposed,
    mojibake,
    cut,
    odd_character,
    other_delimiter,
)


def surrogates(random: Random, text: str) -> str:
    """Half an emoji, escaped."""
    at = text.find('"', random.randrange(len(text) + 1))
    return text[: at + 1] + random.choice(("\\ud83d", "\\ude00x", "\\u0000")) + text[at + 1 :]


def deep(random: Random, text: str) -> str:
    """Lists within lists, objects within objects."""
    depth = random.choice((5, 20, 2_000, 100_000))
    flat, above = "[" * depth + "]" * depth, '{"a":' * depth + "1" + "}" * depth
    nest = flat if random.random() < 0.5 else above
    places = [at for at, each in enumerate(text) if text.startswith(": ", at)]
    if not places:
        return nest
    at = random.choice(places)
    return f'{text[:at]}: {nest}, "z"{text[at:]}'


def doubled_key(random: Random, text: str) -> str:
    """A key given twice in one object."""
    at = text.find("{", random.randrange(len(text) + 1))
    return text[: at + 1] + '"zz": "un", "zz": "deux", ' + text[at + 1 :]


def odd_numbers(random: Random, text: str) -> str:
    """Numbers as numbers, and those that are none."""
    number = random.choice(("NaN", "-Infinity", "1e400", "01", "1.0", "9" * 5_000, "true", "null"))
    at = text.find('": "', random.randrange(len(text) + 1))
    end = text.find('"', at + 4)
    return text if at < 0 or end < 0 else f"{text[: at + 3]}{number}{text[end + 1 :]}"


def wrapped(random: Random, text: str) -> str:
    """Rows inside an object, or a list in a list."""
    return random.choice(('{"data": %s}', "[%s]", "%s%s", "[%s, null]", "[%s, 3]")).replace(
        "%s", text
    )


JSONS: Final[tuple[Text, ...]] = (surrogates, deep, doubled_key, odd_numbers, wrapped)


def without_create(random: Random, text: str) -> str:
    """A dump of data alone."""
    return text.replace("CREATE TABLE", "-- CREATE")


def half_a_dump(random: Random, text: str) -> str:
    """A dump cut at a quote, a bracket or a comma."""
    places = [at for at, each in enumerate(text) if each in "'(),;"]
    return text[: random.choice(places)] if places else text


def other_inserts(random: Random, text: str) -> str:
    """The same statements, written by another program."""
    return random.choice(
        (
            text.replace("INSERT INTO", "insert  into"),
            text.replace("INSERT INTO", "REPLACE INTO"),
            text.replace("),(", "),\n("),
            text.replace("\\'", "''"),
            text.replace("`", '"'),
            text.replace("`", ""),
            text.replace(" VALUES ", " VALUES\n"),
            text.replace(";", ""),
            text.replace("NULL", "DEFAULT"),
            text.replace("),(", ") , ("),
            text.replace("),(", "),/* x */("),
        )
    )


DUMPS: Final[tuple[Text, ...]] = (without_create, half_a_dump, other_inserts)


# Bytes


def flipped(random: Random, data: bytes) -> bytes:
    """A few bytes changed."""
    found = bytearray(data)
    for _ in range(random.randint(1, 8)):
        if found:
            found[random.randrange(len(found))] = random.randrange(256)
    return bytes(found)


def inserted(random: Random, data: bytes) -> bytes:
    """Bytes that were not there."""
    at = random.randrange(len(data) + 1)
    more = random.choice(
        (b"\x00", b"\x00" * 40, b"\xff", b"\xc3", b"\xed\xa0\x80", b"\x1a", b'"', b"\x81")
    )
    return data[:at] + more + data[at:]


def truncated(random: Random, data: bytes) -> bytes:
    """The first bytes only, perhaps none."""
    return data[: random.randrange(len(data) + 1)]


def shuffled_block(random: Random, data: bytes) -> bytes:
    """A block moved elsewhere, or twice there."""
    one, other = sorted(random.randrange(len(data) + 1) for _ in range(2))
    block = data[one : min(other, one + 400)]
    at = random.randrange(len(data) + 1)
    return data[:at] + block + data[at:]


BYTES: Final[tuple[Bytes, ...]] = (flipped, inserted, truncated, shuffled_block)

ENCODINGS: Final[Mapping[str, Callable[[str], bytes]]] = {
    "utf-8": lambda text: text.encode("utf-8", "surrogatepass"),
    "utf-8 marked": lambda text: codecs.BOM_UTF8 + text.encode("utf-8", "surrogatepass"),
    "cp1252": lambda text: text.encode("cp1252", "replace"),
    "latin-1": lambda text: text.encode("latin-1", "replace"),
    "utf-16-le": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le", "surrogatepass"),
    "utf-16-be": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be", "surrogatepass"),
    "utf-16 unmarked": lambda text: text.encode("utf-16-le", "surrogatepass"),
    "mac": lambda text: text.encode("mac-roman", "replace"),
}


def maybe(random: Random, likely: float, choices: tuple[Any, ...]) -> list[Any]:
    """Nothing, one or two of the choices."""
    if random.random() >= likely:
        return []
    return random.sample(choices, 1 if random.random() < 0.7 else 2)
