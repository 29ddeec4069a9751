"""The help lines: what is shown, and what a wrong data file does."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from app.crisis.resources import FRESH_FOR, HelpLine, ResourceError, load_resources, resources

SOUND = """
[[resource]]
id = "line"
name = "A line"
about = "Someone listens."
audience = "everyone"
hours = "24/7"
languages = ["en"]
priority = 1
checked_on = 2026-11-21
source = "The line's own page"
confidence = "read"
channels = [{ kind = "call", dial = "988" }]
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "resources.toml"
    file.write_text(text, encoding="utf-8")
    return file


def links(name: str) -> list[str]:
    return [channel.href for channel in resources()[name].channels]


def test_988_can_be_called_and_texted_with_one_tap() -> None:
    assert links("lifeline")[:2] == ["tel:988", "sms:988"]


def test_a_phone_dials_988_for_veterans_and_the_caller_is_told_what_to_press() -> None:
    call = resources()["veterans"].channels[0]
    assert (call.href, call.after) == ("tel:988", "then press 1")


@pytest.mark.parametrize("line", resources().values(), ids=lambda line: line.id)
def test_what_is_done_after_dialling_is_never_dialled_nor_part_of_the_link(line: HelpLine) -> None:
    for way in line.channels:
        assert re.fullmatch(r"(tel|sms):\d+|https://[a-z0-9.-]+", way.href)
        assert way.after is None or way.after not in way.action


def test_spanish_is_press_2_or_the_word_ayuda() -> None:
    call, text = resources()["lifeline_spanish"].channels[:2]
    assert (call.href, call.after, text.action) == ("tel:988", "then press 2", "Text AYUDA to 988")


def test_text_lines_say_which_word_to_send_and_link_to_the_bare_number() -> None:
    text = resources()["crisis_text_line"].channels[0]
    assert (text.href, text.action) == ("sms:741741", "Text HOME to 741741")


def test_long_numbers_are_shown_in_groups() -> None:
    shown = {line: resources()[line].channels[0].shown for line in ("samhsa", "domestic_violence")}
    assert shown == {"samhsa": "1-800-662-4357", "domestic_violence": "800-799-7233"}


def test_a_chat_opens_the_service_itself_and_is_marked_as_leaving_this_site() -> None:
    chat = resources()["lifeline"].channels[2]
    assert (chat.href, chat.outside) == ("https://988lifeline.org", True)
    assert not resources()["lifeline"].channels[0].outside


@pytest.mark.parametrize("number", ["8002738255", "8776961996", "8004843731", "8339435746"])
def test_retired_and_unconfirmed_numbers_are_not_shown(number: str) -> None:
    dialled = {channel.dial for line in resources().values() for channel in line.channels}
    assert not dialled & {number, f"1{number}"}


def test_a_line_for_families_says_when_somebody_is_there() -> None:
    line = resources()["nami"]
    assert "Weekdays from 10 AM to 10 PM, Eastern time" in line.about
    assert links("nami") == ["tel:18009506264", "sms:62640"]


def test_the_ended_press_3_option_is_not_offered() -> None:
    notes = [channel.after or "" for line in resources().values() for channel in line.channels]
    assert not [note for note in notes if "3" in note]


def test_a_fact_is_stale_from_its_ninetieth_day_on() -> None:
    line = resources()["lifeline"]
    last_fresh_day = line.checked_on + FRESH_FOR - timedelta(days=1)
    assert not line.is_stale(last_fresh_day)
    assert line.is_stale(last_fresh_day + timedelta(days=1))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "A line"', 'name = "A line"\nnumber = "988"', "resources.toml: resource.0.number: "),
        ('source = "The line\'s own page"\n', "", "resources.toml: resource.0.source: "),
        ("checked_on = 2026-11-21\n", "", "resources.toml: resource.0.checked_on: "),
        ('dial = "988"', 'dial = "988,1"', "resources.toml: resource.0.channels.0.dial: "),
        ('dial = "988"', 'dial = "988 then 1"', "resources.toml: resource.0.channels.0.dial: "),
        ('dial = "988"', 'site = "988lifeline.org"', "resources.toml: resource.0.channels.0: "),
        ('dial = "988"', 'dial = "988", site = "988lifeline.org"', "resources.toml: resource.0.channels.0: "),
        ('kind = "call", dial = "988"', 'kind = "chat", dial = "988"', "resources.toml: resource.0.channels.0: "),
        (
            'kind = "call", dial = "988"',
            'kind = "text", dial = "988", send = "A", describe = "b"',
            "resources.toml: resource.0.channels.0: ",
        ),
        ('name = "A line"', 'name = "A line"\nsame_as = "another"', "resources.toml: file: "),
        ('confidence = "read"', 'confidence = "unverified"', "resources.toml: resource.0.confidence: "),
        ('channels = [{ kind = "call", dial = "988" }]', "channels = []", "resources.toml: resource.0.channels: "),
    ],
)
def test_a_wrong_file_is_refused_with_one_line_naming_file_and_key(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in SOUND
    with pytest.raises(ResourceError) as refusal:
        load_resources(written(tmp_path, SOUND.replace(old, new)))
    message = str(refusal.value)
    assert message.startswith(said)
    assert "\n" not in message


def test_the_sound_file_these_cases_start_from_is_accepted(tmp_path: Path) -> None:
    assert list(load_resources(written(tmp_path, SOUND))) == ["line"]


def test_an_id_used_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="id used twice: line"):
        load_resources(written(tmp_path, SOUND + SOUND))


def test_a_file_that_is_no_toml_or_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match=r"^resources.toml: "):
        load_resources(written(tmp_path, "[[resource"))
    with pytest.raises(ResourceError, match=r"^absent.toml: "):
        load_resources(tmp_path / "absent.toml")
