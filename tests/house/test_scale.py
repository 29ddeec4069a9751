"""docs/scale.md shows what the model says, and the model what its inputs say."""

import re
import tomllib

from benchmarks.scale.__main__ import tables
from benchmarks.scale.model import INPUTS, Inputs, house, read
from tests.support.live_server import ROOT

DOCUMENT = (ROOT / "docs" / "scale.md").read_text("utf-8")


def test_the_table_in_the_document_is_the_one_that_is_worked_out() -> None:
    shown = re.search(r"<!-- python -m benchmarks\.scale -->\n(.*?)\n<!-- end -->", DOCUMENT, re.DOTALL)
    assert shown
    assert shown[1].splitlines() == list(tables())


def test_every_number_that_goes_in_says_where_it_is_from() -> None:
    rows = tomllib.loads(INPUTS.read_text("utf-8"))
    kinds = {row["source"].partition(":")[0] for row in rows.values()}
    assert kinds == {"measured", "decided", "assumed"}
    assert len(read().values) == len(rows)


def test_ten_times_as_many_people_need_ten_times_the_cores_and_one_chain_carries_only_so_many() -> None:
    given = read()
    one, ten = house(1_000, given), house(10_000, given)
    assert round(ten.web_cores / one.web_cores, 6) == round(ten.rows_kept / one.rows_kept, 6) == 10
    fits = int(given["acts_a_second_at_most"] * given["busy"] / given["acts_per_screening"] * 3600)
    roomy = Inputs({**given.values, "connections_at_most": 1_000_000})
    assert [house(many, roomy).installations for many in (fits, fits + 100)] == [1, 2]
    assert house(100_000, Inputs({**given.values, "connections_at_most": 500})).installations > 2
