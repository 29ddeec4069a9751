"""The file that names the systems of others: read as it stands, or refused in one line that shows no secret."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from app.handoff.push.servers import init_servers, server_of
from app.settings import Settings, SettingsError

GUIDE = Path(__file__).parents[3] / "docs" / "operator-guide.md"
SERVER = '[[server]]\nname = "elm"\nrecipients = ["Elm Street Clinic"]\nurl = "https://fhir.elm.example/r4"\n'


def read(folder: Path, text: str, **settings: object) -> Flask:
    file = folder / "servers.toml"
    file.write_text(text, "utf-8")
    app = Flask("test")
    init_servers(app, replace(Settings(fhir_servers=file), **settings))  # type: ignore[arg-type]  # a test's own
    return app


def test_a_server_is_found_by_the_name_that_a_consent_gives(tmp_path: Path) -> None:
    with read(tmp_path, SERVER).app_context():
        found = server_of("elm street  clinic")
        assert found is not None
        assert (found.name, found.token()) == ("elm", "")
        assert server_of("Elm Street") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "server: Field required"),
        ("[[server]", "cannot be read"),
        (SERVER.replace("https", "http"), "must begin with https://"),
        (SERVER.replace("https://", "https://me:secret@"), "without a name, a password"),
        (SERVER.replace("/r4", "/r4?key=secret"), "without a ?"),
        (SERVER.replace('["Elm Street Clinic"]', "[]"), "at least 1 item"),
        (SERVER.replace('"elm"', '"Elm Street"'), "should match pattern"),
        (SERVER + 'colour = "red"\n', "Extra inputs are not permitted"),
        (SERVER + SERVER, "a name stands twice"),
        (SERVER + SERVER.replace('"elm"', '"oak"'), "a name stands twice"),
        (SERVER + 'token_file = "/nowhere/elm.token"\n', "holds no bearer token that can be read"),
    ],
)
def test_what_cannot_be_right_ends_the_start_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SettingsError) as error:
        read(tmp_path, text)
    line = str(error.value)
    assert line.startswith("BRAID_FHIR_SERVERS: ")
    assert said in line
    assert "\n" not in line
    assert "secret" not in line


@pytest.mark.parametrize(
    ("token", "mode", "said"),
    [
        ("two words", 0o600, "no bearer token"),
        ("", 0o600, "no bearer token"),
        ("a\r\nX: b", 0o600, "no bearer token"),
        ("fine", 0o644, "chmod 600"),
    ],
)
def test_a_token_that_is_none_or_that_others_can_read_is_refused(
    tmp_path: Path, token: str, mode: int, said: str
) -> None:
    file = tmp_path / "elm.token"
    file.write_text(token, "utf-8")
    file.chmod(mode)
    with pytest.raises(SettingsError, match=said):
        read(tmp_path, f'{SERVER}token_file = "{file}"\n')


def test_in_the_clear_only_this_machine_is_spoken_to_and_nobody_in_production(tmp_path: Path) -> None:
    here = SERVER.replace("https://fhir.elm.example", "http://127.0.0.1:8090")
    read(tmp_path, here)
    with pytest.raises(SettingsError, match="https"):
        read(tmp_path, here, env="production")


def test_the_example_of_the_guide_can_be_read(tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_text("made-up", "utf-8")
    token.chmod(0o600)
    (example,) = re.findall(r"```toml\n(\[\[server\]\].*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    with read(tmp_path, re.sub(r'token_file = ".*"', f'token_file = "{token}"', example)).app_context():
        assert server_of("Elm Street Clinic")
