"""Random people for property tests: what they answer, and in which circumstances."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from app.instruments import SKIP, Answer, Item, catalogue
from app.screening import Circumstances
from app.screening.path import Offer

ITEMS = catalogue().items
EVERY_MODULE = ("pcptsd5", "peg", "phq15", "k6", "sisq_drug", "hark")
many = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
few = settings(many, max_examples=8)
"""For properties that walk the whole way, a hundred pages and more, for each person."""


def an_answer(item: Item) -> st.SearchStrategy[Answer]:
    """Any answer the item allows, skip included."""
    words = [str(option.value) for option in item.options]
    some: list[Answer] = [SKIP]
    match item.type:
        case "choice":
            some += [option.value for option in item.options]
        case "multiple":
            some += [*((word,) for word in words), tuple(words[:2])]
        case "text":
            some += ["My dog"]
        case "integer":
            some += [item.minimum or 0, 15, 17, 18, 65, 66, 99]
    return st.sampled_from(some)


AN_ANSWER = {link_id: an_answer(item) for link_id, item in ITEMS.items()}

complete = st.fixed_dictionaries(AN_ANSWER)
"""An answer to every question there is, asked or not."""

partial = st.fixed_dictionaries({}, optional=AN_ANSWER) | st.tuples(
    complete, st.sets(st.sampled_from(sorted(ITEMS)))
).map(lambda drawn: {link_id: answer for link_id, answer in drawn[0].items() if link_id not in drawn[1]})
"""Answers to some questions or to nearly all, in no way connected with the path."""

offers: st.SearchStrategy[Offer | None] = st.sampled_from([None, "go_on", "left_out"])

circumstances = st.builds(
    Circumstances,
    modules=st.frozensets(st.sampled_from(EVERY_MODULE)),
    youth_age=st.sampled_from([16, 18, 21]),
    minutes=st.sampled_from([0, 10, 11]),
    offer=offers,
)
