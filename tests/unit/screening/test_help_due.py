"""Help comes right after the answer that needs it, and only then (decision 6 of the clinical reference)."""

import pytest

from tests.unit.screening.readings import help_after

NO_FOUR = "asq_1..4=no"
ONE_YES = "asq_1=no asq_2=yes asq_3..4=no"
ONE_SKIP = "asq_1=no asq_2=skip asq_3..4=no"


@pytest.mark.parametrize(
    ("earlier", "given", "help_texts"),
    [
        pytest.param("", "px_med_now=chest_pain", ["medical"], id="may need an ambulance"),
        pytest.param("", "px_med_now=none", [], id="nothing of this happens"),
        pytest.param("", "px_med_now=skip", [], id="would not say what happens"),
        pytest.param(
            "px_helper=no px_private=yes", "px_med_now=overdose+breathing", ["medical"], id="one page for both"
        ),
        pytest.param("", "phq9_9=1", ["item9"], id="item 9 is 1"),
        pytest.param("", "phq9_9=3", ["item9"], id="item 9 is 3"),
        pytest.param("", "phq9_9=0", [], id="item 9 is 0"),
        pytest.param("", "phq9_9=skip", [], id="item 9 skipped is not a positive"),
        pytest.param("phq9_9=2", "phq9_10=1", [], id="item 9 interrupts only where it is answered"),
        pytest.param("phq9_9=2", "phq9_9=1", ["item9"], id="item 9 answered anew"),
        pytest.param("", "asq_1=yes", [], id="a yes waits for asq_5"),
        pytest.param("asq_1..3=no", "asq_4=yes", [], id="a yes to asq_4 waits for asq_5"),
        pytest.param(ONE_YES, "asq_5=yes", ["suicide"], id="asq_5 yes after a yes"),
        pytest.param(ONE_YES, "asq_5=skip", ["suicide"], id="asq_5 skipped after a yes"),
        pytest.param(ONE_YES, "asq_5=no", ["suicide_calm"], id="asq_5 no after a yes"),
        pytest.param(ONE_SKIP, "asq_5=yes", ["suicide"], id="asq_5 yes after a skip"),
        pytest.param(ONE_SKIP, "asq_5=skip", [], id="asq_5 skipped after a skip"),
        pytest.param(ONE_SKIP, "asq_5=no", [], id="asq_5 no after a skip"),
        pytest.param(f"{ONE_YES} asq_5=yes", "asq_5=yes", ["suicide"], id="asq_5 yes once more"),
        pytest.param(f"{ONE_YES} asq_5=yes", "asq_5=no", ["suicide_calm"], id="asq_5 changed to no"),
        pytest.param(
            "asq_1..3=no asq_4=yes asq_5=no", "asq_4_when=within_3m", [], id="a recent attempt does not interrupt"
        ),
        pytest.param(f"{ONE_SKIP} asq_5=skip", "asq_1=yes", ["suicide"], id="a later yes beside a skipped asq_5"),
        pytest.param(f"{ONE_SKIP} asq_5=no", "asq_1=yes", [], id="a later yes beside asq_5 no"),
        pytest.param(NO_FOUR, "asq_1=yes", [], id="a later yes while asq_5 lies ahead"),
        pytest.param(
            "auditc_1=4 px_alc_daily=yes",
            "px_wd_now=seeing_hearing",
            ["withdrawal_now"],
            id="sees things, drinks daily",
        ),
        pytest.param(
            "auditc_1=4 px_alc_daily=no", "px_wd_now=seeing_hearing", [], id="sees things, does not drink daily"
        ),
        pytest.param(
            "px_benzo_daily=yes",
            "px_wd_now=seeing_hearing",
            ["withdrawal_now"],
            id="sees things, takes sleeping pills",
        ),
        pytest.param("px_opioid_rx=yes", "px_wd_now=confused", ["medical"], id="confused"),
        pytest.param("px_benzo_daily=yes", "px_wd_now=seizure", ["medical", "withdrawal_now"], id="both emergencies"),
        pytest.param("px_benzo_daily=yes", "px_wd_now=shaking", [], id="shaking is urgent and does not interrupt"),
        pytest.param(
            "px_opioid_rx=yes px_wd_now=seeing_hearing",
            "px_benzo_daily=yes",
            ["withdrawal_now"],
            id="with an earlier answer",
        ),
        pytest.param("px_voices=yes", "px_voices_command=yes", ["voices_command"], id="voices tell to hurt"),
        pytest.param("px_voices=yes", "px_voices_command=skip", [], id="would not say what voices tell"),
        pytest.param("px_voices=no", "px_voices_command=yes", [], id="an answer off the path"),
        pytest.param("", "px_voices=yes", [], id="voices are urgent and do not interrupt"),
        pytest.param("px_harm_others_recent=yes", "px_harm_others_now=yes", ["harm_others"], id="may hurt someone now"),
        pytest.param("px_harm_others_recent=yes", "px_harm_others_now=no", [], id="not now"),
        pytest.param("px_private=yes px_safe_home=no", "px_immediate_danger=yes", ["danger"], id="in danger now"),
        pytest.param(
            "px_private=yes px_safe_home=skip",
            "px_immediate_danger=yes",
            ["danger"],
            id="in danger, would not say of home",
        ),
        pytest.param("px_private=yes px_safe_home=no", "px_immediate_danger=skip", [], id="would not say of danger"),
        pytest.param("px_private=yes", "px_safe_home=no", [], id="not safe at home is urgent and does not interrupt"),
        pytest.param("px_med_now=chest_pain", "px_med_now=breathing", [], id="the flag stood already"),
        pytest.param("px_med_now=chest_pain", "age=40", [], id="an earlier emergency does not come back at every page"),
        pytest.param("px_med_now=none", "px_med_now=seizure", ["medical"], id="changed into an emergency"),
    ],
)
def test_the_person_meets_help_right_after_this_answer(earlier: str, given: str, help_texts: list[str]) -> None:
    assert help_after(earlier, given) == help_texts
