from pathlib import Path

import pytest

from app.settings import Settings, SettingsError


@pytest.fixture
def sound(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "instance").mkdir()
    return {
        "BRAID_ENV": "production",
        "BRAID_INSTANCE": str(tmp_path / "instance"),
        "BRAID_KEY_FILE": str(tmp_path / "secrets" / "braid.key"),
        "BRAID_BASE_URL": "https://braid.example.org",
        "BRAID_TRUSTED_HOSTS": "braid.example.org",
        "BRAID_SMTP_URL": "smtps://braid:pw@mail.example.org?from=braid@example.org",
    }


def test_production_starts_with_sound_settings(sound: dict[str, str]) -> None:
    assert Settings.from_environment(sound).production


@pytest.mark.parametrize(
    "safe",
    [
        {"BRAID_DATABASE_URL": "postgresql://braid@localhost/braid"},
        {"BRAID_DATABASE_URL": "postgresql://braid@/braid?host=/run/postgresql"},
        {"BRAID_DATABASE_URL": "postgresql://braid@db.example.org/braid?sslmode=verify-full"},
        {"BRAID_DATABASE_URL": "postgresql://braid@localhost/braid?hostaddr=127.0.0.1"},
        {"PGHOST": "db.example.org"},  # no PostgreSQL is used
        {"BRAID_REDIS_URL": "redis://:pw2@127.0.0.1:6379/0"},
        {"BRAID_REDIS_URL": "rediss://:pw2@cache.example.org/0"},
        {"FLASK_DEBUG": "0"},
    ],
)
def test_production_starts_where_nothing_secret_crosses_a_network_in_the_clear(
    sound: dict[str, str], safe: dict[str, str]
) -> None:
    assert Settings.from_environment(sound | safe).production


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"BRAID_KEY_FILE": ""}, "BRAID_KEY_FILE"),
        ({"BRAID_BASE_URL": ""}, "BRAID_BASE_URL"),
        ({"BRAID_BASE_URL": "http://braid.example.org"}, "BRAID_BASE_URL"),
        ({"BRAID_TRUSTED_HOSTS": ""}, "BRAID_TRUSTED_HOSTS"),
        ({"BRAID_RATE_LIMITS": "off"}, "BRAID_RATE_LIMITS"),
        ({"FLASK_DEBUG": "1"}, "FLASK_DEBUG"),
        ({"BRAID_SMTP_URL": ""}, "BRAID_SMTP_URL"),
        (
            {"BRAID_WEBHOOK_URL": "http://localhost/alerts", "BRAID_WEBHOOK_SECRET": "whsec_" + "c2VjcmV0IQ" * 4},
            "BRAID_WEBHOOK_URL",
        ),
        ({"BRAID_DATABASE_URL": "postgresql://braid:pw@db.example.org/braid"}, "BRAID_DATABASE_URL"),
        ({"BRAID_DATABASE_URL": "postgresql://braid@db.example.org/braid?sslmode=prefer"}, "BRAID_DATABASE_URL"),
        ({"BRAID_DATABASE_URL": "postgresql://braid@db.example.org/braid?sslmode=require"}, "BRAID_DATABASE_URL"),
        ({"BRAID_DATABASE_URL": "postgresql://braid@/braid?host=db.example.org"}, "BRAID_DATABASE_URL"),
        ({"BRAID_DATABASE_URL": "postgresql://braid@/braid?host=/run/pg,db.example.org"}, "BRAID_DATABASE_URL"),
        ({"BRAID_DATABASE_URL": "postgresql://braid@/braid?hostaddr=192.0.2.7"}, "BRAID_DATABASE_URL"),
        ({"BRAID_DATABASE_URL": "postgresql://braid@/braid?service=main"}, "BRAID_DATABASE_URL"),
        (
            {
                "BRAID_DATABASE_URL": "postgresql://braid@localhost/braid",
                "BRAID_REPLICA_URL": "postgresql://braid@copy.example.org/braid?sslmode=require",
            },
            "BRAID_REPLICA_URL",
        ),
        ({"BRAID_DATABASE_URL": "postgresql://braid@/braid", "PGHOST": "db.example.org"}, "unset PGHOST"),
        ({"BRAID_DATABASE_URL": "postgresql://braid@localhost/braid", "PGHOSTADDR": "192.0.2.7"}, "unset PGHOST"),
        ({"BRAID_PERSON_URL": "http://checkin.example.org"}, "BRAID_PERSON_URL"),
        ({"BRAID_REDIS_URL": "rediss://:pw2@cache.example.org/0?ssl_cert_reqs=none"}, "BRAID_REDIS_URL"),
        ({"BRAID_REDIS_URL": "redis://:pw@127.0.0.1/0"}, "BRAID_REDIS_URL and BRAID_SMTP_URL"),
        ({"BRAID_DATABASE_URL": "postgresql://braid:replace-me@localhost/braid"}, "the placeholder"),
        ({"BRAID_DATABASE_URL": "postgresql://braid@localhost/braid?password=pw"}, "must not hold the same secret"),
        ({"BRAID_REDIS_URL": "redis://:pw@cache.example.org/0"}, "BRAID_REDIS_URL"),
        ({"BRAID_REDIS_URL": "rediss://cache.example.org/0"}, "BRAID_REDIS_URL"),
    ],
)
def test_production_refuses_each_unsafe_setting_in_one_line(
    sound: dict[str, str], change: dict[str, str], said: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment(sound | change)
    message = str(caught.value)
    assert message.startswith("production will not start")
    assert said in message
    assert "\n" not in message
    assert "pw" not in message


def test_a_key_inside_the_instance_folder_is_refused_by_whatever_path(sound: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "instance")
    sound["BRAID_KEY_FILE"] = str(tmp_path / "link" / "braid.key")
    with pytest.raises(SettingsError, match="BRAID_KEY_FILE"):
        Settings.from_environment(sound)


def test_made_up_people_are_never_served_as_real_ones(sound: dict[str, str]) -> None:
    (Path(sound["BRAID_INSTANCE"]) / "DEMO").touch()
    with pytest.raises(SettingsError, match="marked as a demo"):
        Settings.from_environment(sound)
