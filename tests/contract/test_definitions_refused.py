"""A definition that cannot be trusted is refused before anyone is asked: in one line, with file and key."""

import re
from pathlib import Path

import pytest

from app.instruments import DefinitionError, catalogue, load_catalogue
from app.screening.plan import Plan, load_plan
from app.screening.rulebook import DEFINITIONS, Rulebook, load_rulebook, rulebook
from tests.contract.toys import BANDS, ITEMS, OPTION_SETS, SHARING, TOY, changed, faults, folder, load, refusal

NO_BANDS = "bands: must be given for all scores, and for nothing else"
COUNTED = TOY.replace('method = "sum"', 'method = "count"\ncounts = "above_zero"')
RULED = (
    TOY.replace(BANDS, "").replace('method = "sum"', 'method = "rules"\ncounted = ["toy_1"]')
    + '[[scoring.rules]]\nband = "yes"\nwhen = "toy_1 == 1"\n'
)


def test_the_toys_themselves_are_accepted(tmp_path: Path) -> None:
    loaded = load(tmp_path, toy=TOY, half=SHARING)
    assert set(loaded.instruments) == {"toy", "half"}
    assert set(loaded.items) == {"toy_1", "toy_2", "toy_3"}


@pytest.mark.parametrize("toy", [COUNTED, RULED], ids=["counted", "ruled"])
def test_the_other_toys_are_accepted(tmp_path: Path, toy: str) -> None:
    assert set(load(tmp_path, toy=toy).instruments) == {"toy"}


@pytest.mark.parametrize(("old", "new", "message"), faults("instrument"))
def test_a_faulty_instrument_is_refused_with_file_and_key(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert refusal(tmp_path, toy=changed(TOY, old, new)).startswith(message)


@pytest.mark.parametrize(
    ("toy", "old", "new", "message"),
    [
        (
            COUNTED,
            'counts = "above_zero"',
            'counts = "yes"\ngate = "toy_9"',
            "scoring.gate: names toy_9, which is no item here",
        ),
        (RULED, 'counted = ["toy_1"]', 'counted = ["toy_9"]', "scoring.counted: names toy_9, which is no item here"),
        (RULED, '"toy_1 == 1"', '"toy_9 == 1"', "scoring.rules.yes: names toy_9, which is no item here"),
        (RULED, '"toy_1 == 1"', '"any_use"', "scoring.rules.yes: names any_use, which is no item here"),
        (TOY, BANDS, "", NO_BANDS),
        (TOY, 'method = "sum"', 'method = "none"', "bands: must be given for nothing, and for nothing else"),
        (TOY, ITEMS, "", "items: Field required"),
    ],
    ids=["gate", "counted", "rule", "rule by predicate", "no bands", "bands without scores", "no items"],
)
def test_a_scoring_that_names_what_does_not_exist_is_refused(
    tmp_path: Path, toy: str, old: str, new: str, message: str
) -> None:
    assert refusal(tmp_path, toy=changed(toy, old, new)) == f"toy.toml: {message}"


def test_a_linkid_of_another_instrument_is_refused(tmp_path: Path) -> None:
    other = TOY.replace('id = "toy"', 'id = "zoo"')
    assert refusal(tmp_path, toy=TOY, zoo=other) == "zoo.toml: toy_1: is also an item of toy"


def test_the_id_of_another_instrument_is_refused(tmp_path: Path) -> None:
    other = TOY.replace("toy_", "zoo_")
    assert refusal(tmp_path, toy=TOY, zoo=other) == "zoo.toml: id: toy is the id of another definition as well"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('["toy_1", "toy_2"]', '["toy_1", "toy_9"]', "item_ids: toy_9 is no item of toy"),
        ('items_of = "toy"', 'items_of = "tox"', "item_ids: toy_1 is no item of tox"),
        ('licence = "CC0"\n', "", "licence: Field required"),
    ],
)
def test_a_short_form_of_items_that_do_not_exist_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert refusal(tmp_path, toy=TOY, half=changed(SHARING, old, new)) == f"half.toml: {message}"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("options = [", "choices = [", "options: Field required"),
        ('text = "Yes"', 'text = "Yes", x = 1', "options.1.x: Extra inputs are not permitted"),
    ],
)
def test_a_faulty_set_of_options_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    folder(tmp_path, toy=TOY, option_sets=changed(OPTION_SETS, old, new))
    with pytest.raises(DefinitionError, match=f"^option_sets.toml: two.{message}$"):
        load_catalogue(tmp_path)


def test_a_changed_comma_is_refused(tmp_path: Path) -> None:
    folder(tmp_path, option_sets=OPTION_SETS, toy=TOY)
    (tmp_path / "toy.toml").write_text(TOY.replace("One?", "One,?"), "utf-8")
    with pytest.raises(DefinitionError, match=r"^toy.toml: sha256: differs from SHA256SUMS; a changed wording is a "):
        load_catalogue(tmp_path)


def test_a_file_that_is_not_listed_is_refused(tmp_path: Path) -> None:
    folder(tmp_path, option_sets=OPTION_SETS)
    (tmp_path / "toy.toml").write_text(TOY, "utf-8")
    with pytest.raises(DefinitionError, match=r"^toy.toml: sha256: is not listed in SHA256SUMS$"):
        load_catalogue(tmp_path)


def test_a_listed_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    folder(tmp_path, option_sets=OPTION_SETS, toy=TOY)
    (tmp_path / "toy.toml").unlink()
    with pytest.raises(DefinitionError, match=r"^toy.toml: sha256: listed in SHA256SUMS, but the file is missing$"):
        load_catalogue(tmp_path)


def test_a_folder_without_pins_is_refused(tmp_path: Path) -> None:
    (tmp_path / "toy.toml").write_text(TOY, "utf-8")
    with pytest.raises(DefinitionError, match=r"^SHA256SUMS: sha256: the list of pinned files cannot be read$"):
        load_catalogue(tmp_path)


@pytest.mark.parametrize("text", ["id = ", "id = 'a'\nid = 'b'", "\x00"], ids=["broken", "a key twice", "no text"])
def test_what_is_not_toml_is_refused(tmp_path: Path, text: str) -> None:
    assert refusal(tmp_path, toy=text).startswith("toy.toml: toml: ")


def test_a_second_folder_cannot_put_another_file_in_the_place_of_a_pinned_one(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    with pytest.raises(DefinitionError, match=r"^toy.toml: file: stands in two folders$"):
        load_catalogue(folder(first, option_sets=OPTION_SETS, toy=TOY), folder(second, toy=TOY))


def test_a_second_folder_may_add_instruments(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    more = TOY.replace("toy", "zoo")
    loaded = load_catalogue(folder(first, option_sets=OPTION_SETS, toy=TOY), folder(second, zoo=more))
    assert set(loaded.instruments) == {"toy", "zoo"}


# The rules and the plan: the real ones with one fault each, in a folder of their own.


def rules_with(where: Path, file: str, old: str, new: str) -> Path:
    texts = {path.stem: path.read_text("utf-8") for path in DEFINITIONS.glob("*.toml")}
    return folder(where, **{**texts, file: changed(texts[file], old, new)})


def load_rules(where: Path) -> Rulebook:
    return load_rulebook(where, catalogue())


def load_the_plan(where: Path) -> Plan:
    return load_plan(where, rulebook())


@pytest.mark.parametrize(("old", "new", "message"), faults("rules"))
def test_a_faulty_rule_is_refused_with_file_and_key(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(DefinitionError, match=f"^{re.escape(message)}[^\n]*$"):
        load_rules(rules_with(tmp_path, message.partition(".")[0], old, new))


@pytest.mark.parametrize(("old", "new", "message"), faults("plan"))
def test_a_faulty_plan_is_refused_with_file_and_key(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(DefinitionError, match=f"^{re.escape(message)}[^\n]*$"):
        load_the_plan(rules_with(tmp_path, "plan", old, new))


def test_changed_rules_are_refused_until_they_are_pinned_anew(tmp_path: Path) -> None:
    rules_with(tmp_path, "risk", "version", "version")
    (tmp_path / "risk.toml").write_text("version = '1'", "utf-8")
    for load_it in (load_rules, load_the_plan):
        with pytest.raises(DefinitionError, match=r"^risk.toml: sha256: differs from SHA256SUMS"):
            load_it(tmp_path)
