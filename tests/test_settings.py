"""Settings: each number has a default, a reason and a range; a slip is refused with a hint."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from pathlib import Path

import pytest

import synthesis
from synthesis.errors import SettingsError
from synthesis.settings import Settings

FIELDS = dataclasses.fields(Settings)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_a_default_is_in_its_range_and_has_a_reason(field: dataclasses.Field[object]) -> None:
    """The default is read as if it were given; so are the bounds of its range."""
    low, high = field.metadata["low"], field.metadata["high"]
    whole = isinstance(field.default, int) or field.name == "clusters"

    assert Settings() == Settings.read({field.name: field.default})
    assert len(field.metadata["reason"]) > 10
    for value in (low, high):
        given = int(value) if whole else float(value)
        assert given == getattr(Settings.read({field.name: given}), field.name)
    for value in (low - 1, high + 1, "3", None, True, [3]):
        with pytest.raises(SettingsError, match=f"'{field.name}' cannot be"):
            Settings.read({field.name: value})


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_every_setting_is_read_somewhere(field: dataclasses.Field[object]) -> None:
    """A number nobody reads would change nothing."""
    root = Path(synthesis.__file__).parent
    code = [path.read_text(encoding="utf-8") for path in root.rglob("*.py")]
    code += [path.read_text(encoding="utf-8") for path in root.rglob("*.sql")]

    read = re.compile(rf"""(?:settings\.|rules\.|\$|threshold\("){field.name}\b""")

    assert any(read.search(text) for text in code)


def test_a_whole_number_is_whole() -> None:
    """And a share may be given as a whole number."""
    with pytest.raises(SettingsError, match="a whole number from 5 to 400"):
        Settings.read({"segment_size": 40.0})

    assert 1 == Settings.read({"bin_share": 1}).bin_share


def test_a_slip_of_the_keyboard() -> None:
    """The nearest name is told, and where the list is."""
    with pytest.raises(SettingsError) as error:
        Settings.read({"segment_sise": 40}, where="recipe.toml")

    assert (
        "recipe.toml: Unknown setting 'segment_sise'.\n"
        "  → Did you mean 'segment_size'? `doleances settings` lists them all."
    ) == str(error.value)


def test_the_number_of_clusters() -> None:
    """A whole number, or the word « auto »."""
    assert 7 == Settings.read({"clusters": 7}).clusters
    assert "auto" == Settings.read({"clusters": "auto"}).clusters
    with pytest.raises(SettingsError, match="'clusters' cannot be 'many'"):
        Settings.read({"clusters": "many"})


def test_digest() -> None:
    """SHA-256 of sorted JSON: equal settings have it in common, others do not."""
    text = json.dumps(dataclasses.asdict(Settings()), sort_keys=True)

    assert hashlib.sha256(text.encode()).hexdigest() == Settings().digest()
    assert Settings().digest() == Settings.read({"seed": 2019}).digest()
    assert Settings().digest() != Settings.read({"seed": 2020}).digest()


def test_settings_do_not_change() -> None:
    """Nobody alters them on the way."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings().seed = 7  # type: ignore[misc]
