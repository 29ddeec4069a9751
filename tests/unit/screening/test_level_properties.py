"""Whatever a person answers: more danger never lowers the level, and silence never counts as an answer."""

from hypothesis import given
from hypothesis import strategies as st

from app.instruments import SKIP, Answers, Complete, Incomplete, catalogue
from app.screening import judge
from app.screening.level import highest
from tests.golden.tables import answers
from tests.unit.screening.people import many, partial

DANGER = """
asq_1=yes asq_2=yes asq_3=yes asq_4=yes asq_5=yes asq_4_when=within_3m phq9_9=3 px_med_now=overdose px_wd_now=seizure
px_wd_now=seeing_hearing px_alc_daily=yes px_benzo_daily=yes px_benzo_cut=yes px_wd_history_severe=yes px_opioid_rx=yes
px_fentanyl=yes taps2_her_1=yes taps2_opi_1=yes taps2_sed_1=yes taps2_sti_1=yes taps2_alc_2=yes px_od_last=within_30d
px_tolerance_break=yes px_opioid_wd_now=yes px_street_pills=yes px_pregnancy=yes px_voices=yes px_voices_command=yes
px_paranoia=yes px_mania_ever=yes px_mania_now=yes px_mania_sleep=yes px_harm_others_recent=yes px_harm_others_now=yes
px_safe_home=no px_immediate_danger=yes hark_1=yes hark_3=yes hark_4=yes px_inject=yes auditc_1=4"""


@many
@given(partial, st.sampled_from(DANGER.split()))
def test_one_more_sign_of_danger_never_lowers_the_level(person: Answers, sign: str) -> None:
    more = answers(sign)
    replaced = {
        link_id for link_id in more if isinstance(person.get(link_id), tuple)
    }  # a list of symptoms, not added to
    calm = {link_id: answer for link_id, answer in person.items() if link_id not in replaced}
    assert judge({**calm, **more}).level.rank <= judge(calm).level.rank


@many
@given(partial, st.sampled_from(["asq_1", "asq_2", "asq_3", "asq_4"]))
def test_answering_no_to_a_suicide_question_left_open_never_raises_the_level(person: Answers, link_id: str) -> None:
    left_open = {key: answer for key, answer in person.items() if key != link_id}
    assert judge({**left_open, link_id: "no"}).level.rank >= judge(left_open).level.rank


@many
@given(partial)
def test_a_skipped_answer_means_what_a_missing_one_means(person: Answers) -> None:
    given = {link_id: answer for link_id, answer in person.items() if answer != SKIP}
    skipped, missing = judge(person), judge(given)
    assert skipped.flags == missing.flags
    assert (skipped.temporal, skipped.quadrant, skipped.phase) == (missing.temporal, missing.quadrant, missing.phase)
    assert (skipped.caveats, skipped.extras) == (missing.caveats, missing.extras)
    assert {key: skipped.scores[key] for key in missing.scores} == missing.scores


@many
@given(partial)
def test_the_order_in_which_answers_came_does_not_matter(person: Answers) -> None:
    turned = dict(reversed(list(person.items())))
    assert judge(turned).to_json() == judge(person).to_json()


@many
@given(partial)
def test_the_level_is_that_of_the_flags_and_every_flag_says_why(person: Answers) -> None:
    outcome = judge(person)
    assert outcome.level is highest(flag.level for flag in outcome.flags)
    assert all(flag.because and flag.reason for flag in outcome.flags)


@many
@given(partial)
def test_a_score_lies_within_its_range_and_bears_the_name_of_its_band(person: Answers) -> None:
    for key, result in judge(person).scores.items():
        instrument = catalogue().instrument_of_score(key)
        if isinstance(result, Complete) and instrument.bands:
            assert result.score >= 0
            assert instrument.highest is None or result.score <= instrument.highest
            assert result.band in {band.band for band in instrument.bands}


@many
@given(partial)
def test_a_score_says_what_is_missing_and_counts_it_as_nothing(person: Answers) -> None:
    for key, result in judge(person).scores.items():
        missing = set(result.missing)
        assert missing.isdisjoint(link_id for link_id, answer in person.items() if answer != SKIP)
        if isinstance(result, Incomplete):
            assert missing
            assert missing <= {item.link_id for item in catalogue().instrument_of_score(key).items}


@many
@given(partial, st.sampled_from(["taps2_alc", "taps2_her", "pcptsd5", "hark"]), st.sampled_from(["yes", "no"]))
def test_a_count_never_falls_below_the_least_it_can_become(person: Answers, key: str, word: str) -> None:
    result = judge(person).scores.get(key)
    if isinstance(result, Incomplete) and result.min_score is not None:
        whole = judge({**person, **dict.fromkeys(result.missing, word)}).scores[key]
        assert isinstance(whole, Complete)
        assert whole.score >= result.min_score
        assert result.band in ("incomplete", whole.band)
