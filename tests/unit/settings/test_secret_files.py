"""A secret may come as a file, which only its owner reads, in place of a variable that every child inherits."""

from pathlib import Path

import pytest

from app.settings import Settings, SettingsError
from app.settings.secret_files import SECRETS, others_can_read

ADDRESS = "smtps://braid:pa55@mail.example.org?from=braid@example.org"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "smtp-url"
    path.write_text(f"{ADDRESS}\n")
    path.chmod(0o400)
    return path


def test_a_secret_is_read_from_its_file(secret: Path) -> None:
    server = Settings.from_environment({"BRAID_SMTP_URL_FILE": str(secret)}).mail_server
    assert server
    assert server.password == "pa55"


@pytest.mark.parametrize("name", SECRETS)
def test_every_secret_may_come_as_a_file(name: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=f"^{name}_FILE names a file that cannot be read"):
        Settings.from_environment({f"{name}_FILE": str(tmp_path / "nothing")})


def refusal(secret: Path, **also: str) -> str:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment({"BRAID_SMTP_URL_FILE": str(secret), **also})
    assert "pa55" not in str(caught.value)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_both_at_once_are_refused_as_nobody_knows_which_is_meant(secret: Path) -> None:
    assert "both set" in refusal(secret, BRAID_SMTP_URL=ADDRESS)


def test_a_file_that_others_can_read_is_refused(secret: Path) -> None:
    secret.chmod(0o440)
    assert "chmod 600" in refusal(secret)


@pytest.mark.parametrize("content", [b"", b"\n", b"one\ntwo\n", b"\xff\xfe"])
def test_a_file_that_holds_no_one_line_of_text_is_refused(secret: Path, content: bytes) -> None:
    secret.chmod(0o600)
    secret.write_bytes(content)
    assert refusal(secret).startswith("BRAID_SMTP_URL_FILE ")


def test_what_systemd_hands_over_is_guarded_by_its_folder(secret: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret.chmod(0o440)
    assert others_can_read(secret)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(secret.parent))
    assert not others_can_read(secret)
