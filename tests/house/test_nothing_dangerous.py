"""What the code may not do at all: put text together into SQL or HTML, load objects, run text, match without end."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from re import _constants as kinds  # the parser of `re` itself, which publishes no name
from re import _parser as parser
from typing import Any

import pytest
from flask import Flask

import app as package

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "app").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
SCRIPTS = sorted((ROOT / "app" / "static").glob("*.js"))

# A picture that a library draws of an address of ours; statements that stand in the same file, or in a file of ours, or
# are made of names of our own tables.
MARKUP_OF_OURS = {"app/staff/qr.py"}
SQL_OF_OURS = {
    "app/activity/triggers.py",
    "app/backup/facts.py",
    "app/cli/grants.py",
    "app/cli/root_keys.py",
    "app/vault/current.py",
}
RUNS = {"eval", "exec", "compile", "__import__"}
LOADS = {"pickle", "marshal", "shelve", "dill", "joblib", "yaml", "jsonpickle"}
SENT_AS_TEXT = {"sa.text", "exec_driver_sql", "literal_column", "sa.literal_column"}
# Each part begins with a dot, which no part can hold, so there is one way to match; and it is cut to 254 letters first.
SEPARATED = {"app.accounts.enrol._ADDRESS"}


def calls(source: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call in a file, by the last part of what is called."""
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield name, node


def name_of(source: Path) -> str:
    return source.relative_to(ROOT).as_posix()


def made_of_constants(node: ast.expr) -> bool:
    """A text that stands in the file, alone or under a name in capital letters, or chosen from such."""
    match node:
        case ast.Constant(value=str()):
            return True
        case ast.Name(id=name):
            return name.isupper()
        case ast.IfExp(body=one, orelse=other):
            return made_of_constants(one) and made_of_constants(other)
    return False


def test_sql_is_never_put_together_from_what_somebody_said() -> None:
    found = [
        f"{name_of(source)}:{node.lineno}"
        for source in SOURCES
        if "migrations/versions" not in name_of(source) and name_of(source) not in SQL_OF_OURS
        for name, node in calls(source)
        if {name, ast.unparse(node.func)} & SENT_AS_TEXT and node.args and not made_of_constants(node.args[0])
    ]
    assert found == []


def test_no_search_passes_on_a_wildcard() -> None:
    matched = {"like", "ilike", "contains", "startswith", "endswith", "regexp_match", "match"}
    sql = [
        f"{name_of(source)}:{node.lineno}"
        for source in SOURCES
        for name, node in calls(source)
        if name in {"like", "ilike", "regexp_match"}
        or (name in matched and any(word.arg == "autoescape" for word in node.keywords))
    ]
    assert sql == [], "what is looked for is found by keyed marks: nothing is compared by pattern"


def test_nothing_is_run_and_no_object_is_loaded_from_what_was_stored() -> None:
    ran = [
        f"{name_of(source)}:{node.lineno}"
        for source in SOURCES
        for name, node in calls(source)
        if name in RUNS and isinstance(node.func, ast.Name)
    ]
    assert ran == []
    loaded = [
        name_of(source)
        for source in SOURCES
        for node in ast.walk(ast.parse(source.read_text("utf-8")))
        if {alias.name.partition(".")[0] for alias in getattr(node, "names", []) if isinstance(alias, ast.alias)}
        & (LOADS if isinstance(node, ast.Import) else set())
        or (isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in LOADS)
    ]
    assert loaded == []


def test_text_becomes_markup_only_where_all_of_it_is_ours(app: Flask) -> None:
    made = {
        name_of(source)
        for source in SOURCES
        for name, node in calls(source)
        if name == "from_string" or (name == "Markup" and not made_of_constants(node.args[0]))
    }
    assert made == MARKUP_OF_OURS, "whatever goes into a Markup by `format` is escaped; each other place is named here"
    for template in TEMPLATES:
        text = template.read_text("utf-8")
        assert not re.search(r"\|\s*safe\b|autoescape\s+false|\bMarkup\b|\son[a-z]+\s*=\s*[\"']|javascript:", text), (
            template
        )
    for template in TEMPLATES:  # plain text is sent as plain text, which no browser takes for anything else
        assert app.select_jinja_autoescape(template.name) == (template.name != "notes.txt"), template


def test_scripts_write_no_markup_and_run_no_text() -> None:
    sinks = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc|createContextualFragment"
    )
    for script in SCRIPTS:
        assert not re.search(sinks, script.read_text("utf-8")), script


def patterns() -> dict[str, re.Pattern[Any]]:
    """Every pattern of ours that stands in a module."""
    found: dict[str, re.Pattern[Any]] = {}
    for module in pkgutil.walk_packages(package.__path__, "app."):
        if ".migrations." in module.name or module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern):
                found[f"{module.name}.{name}"] = value
    return found


def repeats(tree: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401 - what the parser makes
    """Each part that may come again without a bound, with what it is."""
    for kind, value in tree:
        if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT):
            low_high_inner = value
            if low_high_inner[1] == kinds.MAXREPEAT:
                yield kind, low_high_inner[2]
            yield from repeats(low_high_inner[2])
        elif kind is kinds.SUBPATTERN:
            yield from repeats(value[-1])
        elif kind is kinds.BRANCH:
            for branch in value[1]:
                yield from repeats(branch)
        elif kind in (kinds.ASSERT, kinds.ASSERT_NOT):
            yield from repeats(value[1])


def grows(tree: Any) -> bool:  # noqa: ANN401 - what the parser makes
    """Whether something in it may come again without a bound."""
    return any(True for _ in repeats(tree))


def test_no_pattern_repeats_what_itself_repeats() -> None:
    """The one shape by which a match takes more steps than any input is worth."""
    found = patterns()
    assert len(found) > 20
    nested = [
        name
        for name, one in found.items()
        for _, inner in repeats(parser.parse(one.pattern, one.flags))
        if grows(inner)
    ]
    assert set(nested) == SEPARATED


@pytest.mark.parametrize("bad", [r"(a+)+b", r"(?:a*)*", r"(x|(y+))*z", r"(\w+\s?)+$"])
def test_such_a_shape_is_seen(bad: str) -> None:
    assert any(grows(inner) for _, inner in repeats(parser.parse(bad)))


def test_no_pattern_stands_where_it_is_not_looked_at() -> None:
    """A pattern that is compiled in a function, or given to `re` as text, would escape the test above."""
    loose = [
        f"{name_of(source)}:{node.lineno}"
        for source in SOURCES
        for _, node in calls(source)
        if isinstance(node.func, ast.Attribute)
        and getattr(node.func.value, "id", "") == "re"
        and node.func.attr not in ("compile", "escape")
        and not made_of_constants(node.args[0])
    ]
    assert loose == []
    constants = [
        node.args[0].value
        for source in SOURCES
        for _, node in calls(source)
        if isinstance(node.func, ast.Attribute)
        and getattr(node.func.value, "id", "") == "re"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    ]
    nested = [text for text in constants for _, inner in repeats(parser.parse(text)) if grows(inner)]
    assert set(nested) == {patterns()[name].pattern for name in SEPARATED}
