"""Every text of ours that a person reads, found where it is written: data files, templates, code."""

import ast
import re
import tomllib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).parents[2]
PERSONS_PAGES = sorted([*ROOT.glob("templates/patient/*"), *ROOT.glob("templates/errors/*")])
SHARED_PARTS = sorted(ROOT.glob("templates/macros/*.html"))
PERSONS_DATA = sorted([*ROOT.glob("app/patient/**/*.toml"), *ROOT.glob("app/asking/**/*.toml")])
PERSONS_CODE = sorted(ROOT.glob("app/patient/*.py"))
LEAFLETS = sorted(ROOT.glob("app/leaflets/**/*.toml"))
OUR_DATA = sorted(
    [
        *ROOT.glob("app/crisis/*.toml"),
        *PERSONS_DATA,
        *LEAFLETS,
        *ROOT.glob("app/screening/definitions/*.toml"),
        ROOT / "app/instruments/definitions/project.toml",
    ]
)
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
TEXT = r""""((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'"""
TRANSLATED = re.compile(rf"\b(?:_|n?gettext)\(\s*(?:{TEXT})(?:\s*,\s*(?:{TEXT})(?=\s*,))?")
FILLED_IN = re.compile(r"%\(\w+\)s")
LINE_END = "</p>"
ENDS_A_LINE = {"p", "h1", "h2", "h3", "li", "dt", "dd", "button", "label", "legend", "summary"}


class Words(HTMLParser):
    """Collect the text of a page, one line for each block."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        self.parts.append(" ".join(data.split()) + " ")

    def handle_endtag(self, tag: str) -> None:
        """End the line where a block ends."""
        if tag in ENDS_A_LINE:
            self.parts.append("\n")


def words_of(template: Path) -> str:
    """The words of a template in English, without what is filled in."""
    text = JINJA.sub(_said, template.read_text(encoding="utf-8"))
    lines = (text.replace(LINE_END, "\n") if template.suffix == ".txt" else _without_tags(text)).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def _without_tags(text: str) -> str:
    reader = Words()
    reader.feed(text)
    return "".join(reader.parts)


def _said(tag: re.Match[str]) -> str:
    """The texts that a tag of the template language shows, each on a line of its own if there are several."""
    if tag[0].startswith("{#"):
        return ""
    found = [part for call in TRANSLATED.finditer(tag[0]) for part in call.groups() if part]
    texts = [FILLED_IN.sub("", text).replace("%%", "%").replace("\\", "") for text in found]
    return texts[0] if len(texts) == 1 else LINE_END.join(["", *texts, ""]) if texts else ""


def strings(value: object) -> Iterator[str]:
    """Every text in parsed data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


def texts_in(file: Path) -> list[str]:
    """Every text of a data file, a template or a file of code."""
    match file.suffix:
        case ".toml":
            return list(strings(tomllib.loads(file.read_text(encoding="utf-8"))))
        case ".py":
            return list(literals(file))
    return [words_of(file)]


def literals(file: Path) -> Iterator[str]:
    """Every text in Python code but what it says to its readers."""
    nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    explained = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explained:
            yield node.value


def named(file: Path) -> str:
    """A file as a test calls it."""
    return str(file.relative_to(ROOT))
