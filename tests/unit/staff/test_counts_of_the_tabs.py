"""How many stand under each tab, in figures."""

from app.intake.queue.tabs import MOST_COUNTED, Tab, View
from app.staff.queue.tabs import TAB_WORDS, tab_views


def test_what_is_open_is_counted_to_the_last_one_and_what_is_closed_only_so_far() -> None:
    shown = tab_views(View(), dict.fromkeys(TAB_WORDS, MOST_COUNTED), lambda _: "")
    by_tab = dict(zip(TAB_WORDS, [one.count for one in shown], strict=True))
    assert by_tab.pop(Tab.CLOSED) == "999+"
    assert set(by_tab.values()) == {"1000"}


def test_below_that_every_tab_has_its_number() -> None:
    shown = tab_views(View(), dict.fromkeys(TAB_WORDS, MOST_COUNTED - 1), lambda _: "")
    assert {one.count for one in shown} == {"999"}
