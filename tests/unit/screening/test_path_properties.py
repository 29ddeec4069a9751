"""Whatever a person answers: the way through the questions ends, never loops, and only answers on it count."""

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.instruments import Answer, Answers
from app.screening import Circumstances, Path, judge, plan, rulebook, walk
from app.screening.reading import Reading
from app.screening.risk import flags, level_of
from tests.unit.screening.people import AN_ANSWER, ITEMS, circumstances, complete, few, many, partial


def in_play(path: Path) -> set[str]:
    """What is asked, put off or left out."""
    left_out = {planned.item.link_id for step in plan().steps if step.block in path.left_out for planned in step.items}
    return left_out.union(link_id for step in (*path.steps, *path.waiting) for link_id in step.link_ids)


def pages(person: Answers, around: Circumstances) -> Iterator[tuple[int, Path]]:
    """The number of each page in the order in which the person meets it, and the path once it is answered."""
    given: dict[str, Answer] = {}
    path = walk(given, around)
    for _ in plan().steps:
        if path.offer_due:
            around = replace(around, offer="go_on")
            path = walk(given, around)
        step = path.next_unanswered
        if step is None:
            return
        given |= {link_id: person[link_id] for link_id in step.link_ids}
        path = walk(given, around)
        yield step.number, path
    assert path.next_unanswered is None, "the way does not end"


@few
@given(complete, circumstances)
def test_the_way_ends_never_comes_back_to_a_page_and_leaves_nothing_open(
    person: Answers, around: Circumstances
) -> None:
    met = list(pages(person, around))
    numbers, last = [number for number, _ in met], met[-1][1]
    assert len(numbers) == len(set(numbers))
    assert set(last.answers) == {link_id for step in last.steps for link_id in step.link_ids}
    assert not last.pending


@few
@given(complete, circumstances)
def test_nothing_raised_on_the_way_is_more_pressing_than_what_stands_at_the_end(
    person: Answers, around: Circumstances
) -> None:
    met = [path for _, path in pages(person, around)]
    on_the_way = [flags(Reading(rulebook(), path.answers, around.modules, path.pending)) for path in met]
    end = judge(met[-1].answers)
    assert on_the_way[-1] == end.flags
    assert end.level.rank <= min(level_of(raised).rank for raised in on_the_way)


@few
@given(complete, circumstances)
def test_every_page_is_reached_by_answering_those_before_it(person: Answers, around: Circumstances) -> None:
    before: dict[str, Answer] = {}
    for step in walk(person, around).steps:
        assert walk(before, replace(around, minutes=0, offer="go_on")).find(step.number) == step
        before |= {link_id: person[link_id] for link_id in step.link_ids}


@many
@given(partial, circumstances)
def test_only_the_first_unanswered_page_and_those_before_it_can_be_opened(
    person: Answers, around: Circumstances
) -> None:
    path = walk(person, around)
    ahead = path.next_unanswered
    asked = sorted(step.number for step in (*path.steps, *path.waiting))
    reachable = [number for number in asked if ahead is None or number <= ahead.number]
    assert [step.number for step in plan().steps if path.find(step.number)] == reachable


@many
@given(partial, circumstances, st.data())
def test_an_answer_off_the_path_changes_nothing(person: Answers, around: Circumstances, data: st.DataObject) -> None:
    path = walk(person, around)
    off = sorted(ITEMS.keys() - in_play(path))
    stray = data.draw(st.fixed_dictionaries({}, optional={link_id: AN_ANSWER[link_id] for link_id in off}))
    without = {link_id: answer for link_id, answer in person.items() if link_id not in off}
    for other in ({**person, **stray}, without):
        assert walk(other, around) == path


@many
@given(partial, circumstances)
def test_a_score_uses_only_what_is_on_the_path(person: Answers, around: Circumstances) -> None:
    path = walk(person, around)
    asked = {link_id for step in path.steps for link_id in step.link_ids}
    used = {link_id: answer for link_id, answer in person.items() if link_id in asked}
    assert path.answers == used
    assert judge(path.answers).scores == judge(used).scores


@many
@given(partial, circumstances)
def test_what_is_asked_is_either_answered_or_lies_ahead(person: Answers, around: Circumstances) -> None:
    path = walk(person, around)
    asked = {link_id for step in (*path.steps, *path.waiting) for link_id in step.link_ids}
    assert path.pending | path.answers.keys() == asked
    assert path.pending.isdisjoint(path.answers)


@many
@given(complete, circumstances)
def test_the_pages_stand_in_the_order_of_the_plan(person: Answers, around: Circumstances) -> None:
    numbers = [step.number for step in walk(person, around).steps]
    assert numbers == sorted(numbers)
