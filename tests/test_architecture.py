"""The shape of the house: imports go down, each outside thing has one door, nothing is learnt."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from importlib.metadata import distributions
from pathlib import Path

import pytest

from synthesis.line import CONSULTATION, PUBLICATION, QUESTION
from synthesis.outcomes import EVERY
from synthesis.publication.building import MATCHED, OVERLAYS
from synthesis.walk import LOADED

ROOT = Path(__file__).parents[1]
PACKAGES = ("synthesis", "flows")

# From the ground up; what stands on one line may import what stands on it or below.
LAYERS = (
    "errors settings secret",
    "text tables outcomes sql sqlite files halting processes",
    "methods lexicon",
    "stages sources",
    "withdrawals codebook",
    "line walk recipe record store loading journal decisions ground questions concordance",
    "review report",
    "run intake proposal publication publishing",
    "audit",
    "auditing finding",
    "flows cli reviewing signing progress __main__",
)
DOORS = {
    "duckdb": "synthesis.store",
    "prefect": "flows",
    "starlette": "synthesis.review",
    "sqlite3": "synthesis.sqlite",
}
IMPURE = {"datetime", "logging", "os", "pathlib", "random", "shutil", "tempfile", "time"}
LEARNT = re.compile(
    r"(torch|tensorflow|jax|flax|keras|transformers|sentence-transformers|tokenizers|spacy|thinc"
    r"|gensim|fasttext|word2vec|glove|onnx|flair|stanza|bertopic|setfit|huggingface|safetensors"
    r"|ctranslate2|llama|langchain|openai|anthropic|mistralai|cohere|ollama|vllm|litellm"
    r"|treetagger|udpipe|ufal|camembert).*"
)

Imports = Mapping[str, set[str]]


def imports(root: Path) -> dict[str, set[str]]:
    """What each module of the packages imports, anywhere in it: modules of ours, or outside."""
    paths = {
        ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__"): path
        for package in PACKAGES
        for path in sorted((root / package).rglob("*.py"))
    }
    return {
        module: {
            name if name in paths else name.rpartition(".")[0] or name
            for name in _named(ast.parse(path.read_text(encoding="utf-8")), module)
        }
        for module, path in paths.items()
    }


def _named(tree: ast.Module, module: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = ".".join(module.split(".")[: -node.level]) if node.level else ""
            source = f"{above}.{node.module or ''}".strip(".")
            yield from (f"{source}.{name.name}" for name in node.names)


def _ours(module: str) -> bool:
    return module.split(".")[0] in PACKAGES


def _layer(module: str) -> int | None:
    """Its height; the package itself, which holds the version, is the ground."""
    parts = module.split(".")
    part = parts[0] if parts[0] == "flows" else (parts[1] if len(parts) > 1 else "errors")
    return next((n for n, layer in enumerate(LAYERS) if part in layer.split()), None)


def upwards(found: Imports) -> list[str]:
    """Imports that go up, and modules that have no layer."""
    lost = [f"{module} has no layer" for module in found if _layer(module) is None]
    return lost + [
        f"{module} imports {name}"
        for module, names in found.items()
        for name in sorted(names)
        if _ours(name) and (_layer(module) or 0) < (_layer(name) or 0)
    ]


def acquainted(found: Imports) -> list[str]:
    """Stages that know each other: only the line knows them."""
    return [
        f"{module} imports {name}"
        for module, names in found.items()
        for name in sorted(names)
        if module.startswith("synthesis.stages.") and name.startswith("synthesis.stages")
    ]


def side_doors(found: Imports) -> list[str]:
    """Imports of an outside thing elsewhere than at its door."""
    return [
        f"{module} imports {name}"
        for module, names in found.items()
        for name in sorted(names)
        for door in [DOORS.get(name.split(".")[0])]
        if door is not None and f"{module}.".startswith(f"{door}.") is False
    ]


def impure(found: Imports) -> list[str]:
    """Stages and methods that could see a clock, a disk or a die."""
    return [
        f"{module} imports {name}"
        for module, names in found.items()
        for name in sorted(names)
        if re.match(r"synthesis\.(stages|methods)\b", module) and name.split(".")[0] in IMPURE
    ]


def circles(found: Imports) -> list[str]:
    """Modules that import themselves, in however many steps."""
    reached = {module: {name for name in names if name in found} for module, names in found.items()}
    for _ in found:
        for names in reached.values():
            names |= {far for name in list(names) for far in reached[name]}
    return [f"{module} imports itself" for module, names in reached.items() if module in names]


def misnamed(root: Path) -> list[str]:
    """Stages that make no table, tables without a stage, stages and methods without a test."""
    stages = {p.stem for p in (root / "synthesis/stages").iterdir() if p.suffix in (".sql", ".py")}
    stages -= {"__init__"}
    overlays = {path.stem for path in OVERLAYS.glob("*.sql")} | {MATCHED}
    made = {step.makes[0] for step in (*CONSULTATION, *QUESTION)} | {"received", "taken"}
    made |= {step.makes[0] for step in PUBLICATION} - overlays
    methods = {path.stem for path in (root / "synthesis/methods").glob("*.py")} - {"__init__"}
    return [
        *(f"stage {name} is no table" for name in sorted(stages - {*EVERY, *LOADED})),
        *(f"table {name} has no stage" for name in sorted(made - stages)),
        *(f"stage {name} is in no step" for name in sorted(stages - made)),
        *(
            f"{folder}/{name} has no test"
            for folder, names in (("stages", stages), ("methods", methods))
            for name in sorted(names)
            if not (root / "tests" / folder / f"test_{name}.py").is_file()
        ),
    ]


def learnt(names: list[str]) -> list[str]:
    """Distributions that hold neural nets, embeddings, language models or trained taggers."""
    plain = (re.sub(r"[-_.]+", "-", name).lower() for name in names)
    return sorted(name for name in plain if LEARNT.fullmatch(name))


RULES = (upwards, acquainted, side_doors, impure, circles)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_rules_hold(rule: object) -> None:
    """In every module of the house."""
    assert callable(rule)
    assert [] == rule(imports(ROOT))


def test_each_table_has_its_stage_and_its_test() -> None:
    """One noun, four places: table, stage, function, test."""
    assert [] == misnamed(ROOT)


def test_nothing_learnt_is_installed() -> None:
    """No embeddings, neural nets, language models or trained taggers, in any dependency."""
    assert [] == learnt([distribution.name for distribution in distributions()])


def house(root: Path, **files: str) -> dict[str, set[str]]:
    """The imports of a small made-up house: `stages__a` is synthesis/stages/a.py."""
    for name, text in ({"errors": ""} | files).items():
        path = root / "synthesis" / f"{name.replace('__', '/')}.py"
        if name.startswith("flows"):
            path = root / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return imports(root)


@pytest.mark.parametrize(
    ("rule", "files", "expected"),
    [
        (upwards, {"text": "from synthesis import store", "store": ""},
         ["synthesis.text imports synthesis.store"]),
        (upwards, {"methods__a": "def f():\n  from ..stages.b import c", "stages__b": "c = 1"},
         ["synthesis.methods.a imports synthesis.stages.b"]),
        (upwards, {"utils": ""}, ["synthesis.utils has no layer"]),
        (upwards, {"run": "import flows.a", "flows__a": ""}, ["synthesis.run imports flows.a"]),
        (upwards, {"run": "from synthesis.text import a", "text": "import re"}, []),
        (acquainted, {"stages__a": "from synthesis.stages.b import b", "stages__b": ""},
         ["synthesis.stages.a imports synthesis.stages.b"]),
        (side_doors, {"storehouse": "import duckdb"}, ["synthesis.storehouse imports duckdb"]),
        (side_doors, {"store": "import duckdb", "flows__a": "from prefect import flow"}, []),
        (side_doors, {"run": "def f():\n  from prefect.cache_policies import x"},
         ["synthesis.run imports prefect.cache_policies"]),
        (side_doors, {"report__a": "from starlette.routing import Route"},
         ["synthesis.report.a imports starlette.routing"]),
        (side_doors, {"review__a": "from starlette.routing import Route"}, []),
        (impure, {"stages__a": "import time", "methods__b": "from random import random"},
         ["synthesis.methods.b imports random", "synthesis.stages.a imports time"]),
        (circles, {"a": "import synthesis.b", "b": "def f():\n  from synthesis.c import d",
                   "c": "from synthesis import a"},
         [f"synthesis.{each} imports itself" for each in "abc"]),
    ],
)  # fmt: skip
def test_a_rule_fails_when_broken(
    tmp_path: Path, rule: object, files: dict[str, str], expected: list[str]
) -> None:
    """In a small made-up house, function-level imports included."""
    assert callable(rule)
    assert expected == sorted(rule(house(tmp_path, **files)))


def test_misnamed_fails_when_broken(tmp_path: Path) -> None:
    """A stage more, a stage less, a test less."""
    for folder in ("synthesis/stages", "synthesis/methods", "tests/stages"):
        (tmp_path / folder).mkdir(parents=True)
    for path in (ROOT / "synthesis" / "stages").iterdir():
        if path.suffix in (".py", ".sql") and path.stem != "answers":
            (tmp_path / "synthesis/stages" / path.name).touch()
            (tmp_path / f"tests/stages/test_{path.stem}.py").touch()
    (tmp_path / "synthesis/stages/topics.sql").touch()
    (tmp_path / "synthesis/methods/axis.py").touch()

    assert [
        "stage topics is no table", "table answers has no stage", "stage topics is in no step",
        "stages/topics has no test", "methods/axis has no test",
    ] == misnamed(tmp_path)  # fmt: skip


def test_learnt_fails_when_broken() -> None:
    """By any spelling; what merely looks alike may stay."""
    names = ["Torch", "sentence_transformers", "llama.cpp.python", "fasttext-wheel", "numpy",
             "spacy-legacy", "pytorch-free", "jsonpatch"]  # fmt: skip
    expected = ["fasttext-wheel", "llama-cpp-python", "sentence-transformers", "spacy-legacy"]

    assert [*expected, "torch"] == learnt(names)
