"""What every form of the templates keeps to: nothing typed ends in an address, a history or a browser's memory."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
FREE = "textarea, input:not([type=checkbox]):not([type=radio]):not([type=hidden])"
OF_JINJA = re.compile(r"{%.*?%}|{#.*?#}", re.DOTALL)


def forms(*folders: str) -> dict[str, Tag]:
    """Every form of these folders, by its file and its number in it."""
    found: dict[str, Tag] = {}
    for file in (file for folder in folders for file in sorted((TEMPLATES / folder).rglob("*.html"))):
        soup = BeautifulSoup(OF_JINJA.sub("", file.read_text(encoding="utf-8")), "html.parser")
        found |= {f"{file.relative_to(TEMPLATES)} {n}": form for n, form in enumerate(soup.select("form"), 1)}
    return found


PERSONS = forms("patient", "macros", "errors")
ALL = forms(".")


@pytest.mark.parametrize("form", PERSONS.values(), ids=PERSONS)
def test_a_form_of_the_person_is_posted_and_no_browser_remembers_what_was_typed(form: Tag) -> None:
    assert (form["method"], form["autocomplete"]) == ("post", "off")


@pytest.mark.parametrize("form", ALL.values(), ids=ALL)
def test_what_is_typed_into_a_form_goes_into_no_address(form: Tag) -> None:
    assert form["method"] == "post" or not form.select(FREE)


@pytest.mark.parametrize("form", ALL.values(), ids=ALL)
def test_leaving_is_never_a_form_because_a_policy_could_stop_where_it_leads(form: Tag) -> None:
    assert "leave" not in str(form.get("action", ""))
