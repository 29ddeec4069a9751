"""The words of the help pages obey the rules of safe messaging."""

import re
from pathlib import Path

import pytest

from app.crisis.messages import KINDS, MESSAGES_FILE, Kind, load_messages, message, messages
from app.crisis.resources import ResourceError, resources

ALL = pytest.mark.parametrize("kind", KINDS)
# What a page of words cannot keep: only the opening hours may say when.
PROMISED_TIMES = re.compile(
    r"\bwithin\b|\bminutes?\b|\bhours\b|\btoday\b|\btomorrow\b|\bwill call you\b", re.IGNORECASE
)
CARE = re.compile(r"thank you|we are glad|you do not have to wait|you are not alone|it is good that you", re.IGNORECASE)


def whole(kind: Kind) -> str:
    words = message(kind)
    return " ".join((words.heading, *words.paragraphs))


@ALL
def test_every_message_says_that_help_works(kind: Kind) -> None:
    assert "help works" in whole(kind).lower()


@ALL
def test_what_staff_say_speaks_of_no_page_or_screen_and_still_cares_and_says_that_help_works(kind: Kind) -> None:
    said = " ".join((message(kind).heading, *message(kind).spoken))
    assert not re.search(r"\bpage\b|\bscreen\b|send\b|leave now", said, re.IGNORECASE)
    assert CARE.search(said)
    assert "help works" in said.lower()


@ALL
def test_no_message_promises_a_time(kind: Kind) -> None:
    assert not PROMISED_TIMES.search(whole(kind))


@pytest.mark.parametrize(
    "kind", ["suicide", "suicide_calm", "item9", "danger", "harm_others", "voices_command", "medical"]
)
def test_after_a_hard_answer_the_first_thing_said_is_thank_you(kind: Kind) -> None:
    words = message(kind)
    assert "Thank you" in words.heading + words.paragraphs[0]


@ALL
def test_care_is_the_first_thing_said(kind: Kind) -> None:
    words = message(kind)
    assert CARE.search(f"{words.heading} {words.paragraphs[0]}")


@pytest.mark.parametrize("kind", ["suicide", "suicide_calm", "item9", "harm_others", "voices_command"])
def test_the_person_is_told_that_nobody_watches_live(kind: Kind) -> None:
    assert "Nobody watches this page live" in whole(kind)


def test_the_page_after_item_nine_says_that_more_questions_follow() -> None:
    assert "few more questions" in whole("item9")


def test_a_medical_emergency_begins_with_911_and_names_breathing_waking_and_naloxone() -> None:
    assert message("medical").heading == "Call 911 now"
    assert all(word in whole("medical") for word in ("not breathing", "cannot be woken", "naloxone"))


@pytest.mark.parametrize("kind", ["medical", "overdose"])
def test_whoever_helps_in_an_overdose_calls_911_first_then_gives_naloxone_and_stays(kind: Kind) -> None:
    words = whole(kind)
    order = [words.index(step) for step in ("call 911 first", "give naloxone", "Stay with them until help is there")]
    assert order == sorted(order)


def test_dangerous_withdrawal_begins_with_911_and_says_not_to_stop_alone() -> None:
    assert message("withdrawal_now").heading == "Call 911 now"
    assert all("do not stop on your own" in whole(kind) for kind in ("withdrawal_now", "withdrawal"))
    assert "shake badly, see things that are not there, feel confused or have a seizure" in whole("withdrawal")


def test_the_page_for_someone_in_danger_never_names_violence_and_points_to_leave_now() -> None:
    assert not re.search(r"violen|partner|abus|hit|husband|wife", whole("danger"), re.IGNORECASE)
    assert "Leave now" in whole("danger")


def test_the_page_for_whoever_worries_about_somebody_says_how_to_help_and_never_asks_about_them() -> None:
    first, groups = messages().someone, messages().someone_groups
    texts = [*first.paragraphs, *(text for group in groups for text in (group.heading, *group.paragraphs))]
    words = " ".join(texts)
    assert CARE.search(first.paragraphs[0])
    assert "You can call or text 988 for someone else too" in words
    assert "To ask does not put the thought there" in words
    assert "Call 911 if the person is hurt, is not breathing or cannot be woken" in words
    assert "help works" in words
    assert "?" not in words


def test_no_label_is_put_on_unusual_experiences() -> None:
    both = whole("clinician_soon") + whole("voices_command")
    assert not re.search(r"psycho|mania|manic|bipolar|schizo|delusion|halluc", both, re.IGNORECASE)


def test_young_people_are_told_that_nothing_stays_unless_they_send_or_ask_for_a_call() -> None:
    assert "We delete what you do not send, unless you ask us to call you." in whole("youth")


def changed(folder: Path, old: str, new: str) -> Path:
    text = MESSAGES_FILE.read_text(encoding="utf-8")
    assert old in text
    file = folder / "messages.toml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[messages.suicide]", '[messages.suicide]\ntone = "calm"', "messages.toml: messages.suicide.tone: "),
        ("[messages.general]", "[messages.other]", "messages.toml: messages.other.[key]: "),
        (
            'lines = ["emergency", "domestic_violence", "lifeline"]',
            'lines = ["emergency", "hotline"]',
            "no help line called hotline",
        ),
        ("page_only = [2, 3]", "page_only = [5]", "messages.youth.page_only: "),
        ('lines = ["maternal"]', 'lines = ["maternity"]', "no help line called maternity"),
    ],
)
def test_a_wrong_file_of_words_is_refused_with_one_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(ResourceError) as refusal:
        load_messages(resources(), changed(tmp_path, old, new))
    assert said in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_kind_without_words_is_refused(tmp_path: Path) -> None:
    text = MESSAGES_FILE.read_text(encoding="utf-8")
    start, end = text.index("[messages.youth]"), text.index("[messages.general]")
    file = tmp_path / "messages.toml"
    file.write_text(text[:start] + text[end:], encoding="utf-8")
    with pytest.raises(ResourceError, match=r"^messages.toml: messages.youth: missing$"):
        load_messages(resources(), file)
