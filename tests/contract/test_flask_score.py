"""`flask score`: answers in, one a line; scores, flags and profile out, and the exit status."""

import json

import pytest
from flask.testing import FlaskCliRunner

from app.instruments import catalogue


def scored(run: FlaskCliRunner, *lines: str) -> tuple[int, list[dict[str, object]]]:
    result = run.invoke(args=["score"], input="".join(f"{line}\n" for line in lines))
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


def test_no_answers_give_no_scores_and_the_flags_that_hold_as_they_stand(run: FlaskCliRunner) -> None:
    status, [found] = scored(run, "{}")
    assert status == 0
    assert found == {
        "scores": {},
        "flags": [
            {"id": "SUI_INCOMPLETE", "level": "elevated", "because": ["asq_1", "asq_2", "asq_3", "asq_4", "phq9_9"]}
        ],
        "level": "elevated",
        "temporal": "T4",
        "quadrant": "I",
    }


def test_scores_are_keyed_by_instrument_and_by_substance(run: FlaskCliRunner) -> None:
    answers = {
        **{f"phq9_{number}": 1 for number in range(1, 10)},
        "taps2_alc_1": "yes", "taps2_alc_2": "yes",
        "bam_8": 3, "bam_9": 2, "bam_11": 0,
        "peg_1": 4, "peg_2": 4, "peg_3": 5,
        "taps2_oth_1": "yes", "taps2_oth_which": "skip",
        "px_opioid_rx": "yes", "px_benzo_daily": "yes",
    }  # fmt: skip
    _, [found] = scored(run, json.dumps(answers))
    assert found["scores"] == {
        "phq2": {"score": 2, "band": "go to PHQ-9 (sensitive cut)", "prorated": False, "missing": []},
        "phq9": {"score": 9, "band": "mild", "prorated": False, "missing": []},
        "peg": {"score": 4.3, "band": "moderate", "prorated": False, "missing": []},
        "taps2_alc": {
            "score": None,
            "band": "higher risk",
            "prorated": False,
            "missing": ["taps2_alc_3", "taps2_alc_4"],
            "min_score": 2,
        },
        "bam_items": {"marks": ["strong craving"]},
    }
    flags = found["flags"]
    assert isinstance(flags, list)
    because = ["px_opioid_rx", "px_benzo_daily", "taps2_alc_2"]
    assert {"id": "OD_COMBO", "level": "urgent", "because": because} in flags


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "",
        "[]",
        "null",
        '{"phq9_1": 4}',
        '{"phq9_1": "1"}',
        '{"phq9_1": true}',
        '{"phq9_1": 1.0}',
        '{"phq9_1": null}',
        '{"phq9_1": NaN}',
        '{"phq9_1": 1, "phq9_1": 3}',
        '{"audit_4": 1}',
        '{"nonsense": 1}',
        '{"age": 9}',
        '{"age": 121}',
        '{"asq_1": "maybe"}',
        '{"px_motives": []}',
        '{"px_motives": "pain"}',
        '{"px_motives": ["pain", "none"]}',
        '{"px_motives": ["pain", "skip"]}',
        '{"px_matters": "\\u0000"}',
        '{"px_matters": "\\ud800"}',
        json.dumps({"px_matters": "x" * 1001}),
    ],
)
def test_a_line_that_is_no_set_of_answers_is_an_error_in_its_place_and_the_rest_goes_on(
    run: FlaskCliRunner, line: str
) -> None:
    status, found = scored(run, "{}", line, '{"asq_5": "yes"}')
    assert status == 1
    assert [sorted(part) == ["error"] for part in found] == [False, True, False]
    assert found[2]["level"] == "imminent"


def test_every_line_that_is_sound_leaves_the_exit_status_at_zero(run: FlaskCliRunner) -> None:
    every_item_skipped = json.dumps({link_id: "skip" for link_id in catalogue().items})
    assert scored(run, every_item_skipped, '{"px_motives": ["skip"]}', '{"age": 34}')[0] == 0
