"""Who answers for thresholds, crisis wording and contact targets."""

from pathlib import Path

import pytest

from app.instruments.definition import DefinitionError
from app.screening.sign_off import FILE, load_sign_offs, sign_offs

SIGNED = 'by = "Made Up"\ncredential = "LCSW"\non = 2026-12-01\n'


def written(folder: Path, *parts: str) -> Path:
    file = folder / "sign_off.toml"
    names = ("thresholds", "crisis_wording", "contact_targets")
    file.write_text("".join(f"[{name}]\n{part}" for name, part in zip(names, parts, strict=True)), encoding="utf-8")
    return file


def test_nobody_has_signed_what_ships() -> None:
    record = sign_offs()
    assert not any(part.given for part in (record.thresholds, record.crisis_wording, record.contact_targets))
    assert load_sign_offs(FILE) == record


def test_the_record_is_complete_only_when_every_part_is_signed(tmp_path: Path) -> None:
    assert not load_sign_offs(written(tmp_path, SIGNED, SIGNED, "")).complete
    assert load_sign_offs(written(tmp_path, SIGNED, SIGNED, SIGNED)).complete


@pytest.mark.parametrize("left_out", ["by", "credential", "on"])
def test_a_sign_off_without_who_credential_or_day_is_refused(tmp_path: Path, left_out: str) -> None:
    half = "".join(line + "\n" for line in SIGNED.splitlines() if not line.startswith(left_out))
    with pytest.raises(DefinitionError, match=r"sign_off\.toml: thresholds\.by: "):
        load_sign_offs(written(tmp_path, half, "", ""))
