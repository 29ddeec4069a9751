from datetime import date, timedelta
from pathlib import Path

import pytest

from app.settings import Settings, SettingsError


def read(**environ: str) -> Settings:
    return Settings.from_environment(environ)


def test_a_fresh_clone_needs_no_settings_and_keeps_everything_in_its_instance_folder() -> None:
    settings = read()
    assert settings.env == "development"
    assert settings.instance.name == "instance"
    assert settings.database_url == f"sqlite:///{settings.instance}/braid.sqlite"
    assert settings.key_file == settings.instance / "braid.key"
    assert settings.base_url == "http://127.0.0.1:8000"


def test_moving_the_instance_moves_database_and_key(tmp_path: Path) -> None:
    settings = read(BRAID_INSTANCE=str(tmp_path))
    assert settings.database_url == f"sqlite:///{tmp_path}/braid.sqlite"
    assert settings.key_file == tmp_path / "braid.key"


def test_a_relative_instance_does_not_depend_on_where_a_command_is_run_later() -> None:
    assert read(BRAID_INSTANCE="here").instance == Path.cwd() / "here"


def test_the_port_of_make_run_is_in_links_unless_an_address_is_set() -> None:
    assert read(PORT="9000").base_url == "http://127.0.0.1:9000"
    assert read(PORT="9000", BRAID_BASE_URL="https://braid.example.org/").base_url == "https://braid.example.org"


@pytest.mark.parametrize("scheme", ["postgresql://", "postgres://", "postgresql+psycopg://"])
def test_a_postgresql_address_always_names_the_driver_we_ship(scheme: str) -> None:
    assert read(BRAID_DATABASE_URL=f"{scheme}u@localhost/b").database_url == "postgresql+psycopg://u@localhost/b"


def test_only_a_postgresql_database_has_a_replica() -> None:
    primary, copy = "postgresql://u@localhost/b", "postgresql://u@copy.example/b"
    assert (
        read(BRAID_DATABASE_URL=primary, BRAID_REPLICA_URL=copy).replica_url == "postgresql+psycopg://u@copy.example/b"
    )
    with pytest.raises(SettingsError, match="BRAID_REPLICA_URL is of a PostgreSQL database"):
        read(BRAID_REPLICA_URL=copy)
    with pytest.raises(SettingsError, match="BRAID_REPLICA_URL must begin with postgresql://"):
        read(BRAID_DATABASE_URL=primary, BRAID_REPLICA_URL="sqlite:////copy.sqlite")


def test_an_empty_variable_is_as_good_as_none() -> None:
    assert read(BRAID_SITE_NAME="  ", BRAID_DATABASE_URL="", PORT="") == read()


def test_what_an_operator_sets_is_what_is_read() -> None:
    settings = read(
        BRAID_SITE_NAME="River Clinic",
        BRAID_SITE_HOLIDAYS="2026-12-25, 2027-01-01",
        BRAID_MODULES_ON="peg",
        BRAID_RATE_LIMITS="off",
        BRAID_TRUSTED_HOSTS="a.example, b.example",
        BRAID_PERSON_IDLE_MINUTES="3",
    )
    assert settings.site_name == "River Clinic"
    assert settings.site_holidays == {date(2026, 12, 25), date(2027, 1, 1)}
    assert settings.modules_on == ("peg",)
    assert settings.rate_limits is False
    assert settings.trusted_hosts == ("a.example", "b.example")
    assert settings.person_idle == timedelta(minutes=3)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("BRAID_ENV", "prod"),
        ("BRAID_DATABASE_URL", "mysql://root@localhost/b"),
        ("BRAID_REDIS_URL", "localhost:6379"),
        ("BRAID_SURFACE", "admin"),
        ("BRAID_BASE_URL", "braid.example.org"),
        ("BRAID_BASE_URL", "https://example.org/braid"),
        ("BRAID_LEAVE_URL", "javascript:alert(1)"),
        ("BRAID_PROXIES", "-1"),
        ("BRAID_PROXIES", "one"),
        ("BRAID_PROXIES", "٣"),
        ("BRAID_RATE_LIMITS", "no"),
        ("BRAID_SITE_ZONE", "New York"),
        ("BRAID_SITE_ZONE", "../../etc/passwd"),
        ("BRAID_SITE_NAME", "two\nlines"),
        ("BRAID_SITE_HOLIDAYS", "25.12.2026"),
        ("BRAID_YOUTH_AGE", "3"),
        ("PORT", "70000"),
    ],
)
def test_a_value_that_cannot_be_right_is_refused_in_one_line_that_names_its_variable(variable: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read(**{variable: value})
    assert str(caught.value).startswith(variable)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("variable", "too_long"),
    [
        ("BRAID_PERSON_IDLE_MINUTES", "21"),
        ("BRAID_PERSON_ABSOLUTE_MINUTES", "241"),
        ("BRAID_KIOSK_IDLE_MINUTES", "4"),
        ("BRAID_STAFF_IDLE_MINUTES", "16"),
        ("BRAID_STAFF_ABSOLUTE_MINUTES", "601"),
        ("BRAID_STAFF_IDLE_MINUTES", "0"),
    ],
)
def test_session_limits_can_be_made_stricter_but_not_looser(variable: str, too_long: str) -> None:
    with pytest.raises(SettingsError, match=variable):
        read(**{variable: too_long})


def test_a_misspelt_variable_is_refused_and_the_right_one_is_named() -> None:
    with pytest.raises(SettingsError, match=r"BRAID_SITE_HOLIDAY is not a setting; did you mean BRAID_SITE_HOLIDAYS"):
        read(BRAID_SITE_HOLIDAY="2026-12-25")


def test_variables_of_other_programs_are_none_of_our_business() -> None:
    assert read(HOME="/root", BRAIDED="yes") == read()


def test_no_refusal_repeats_a_secret() -> None:
    with pytest.raises(SettingsError) as caught:
        read(BRAID_DATABASE_URL="mysql://braid:s3cret@db/b")
    assert "s3cret" not in str(caught.value)


def test_a_marked_instance_is_a_demo_whatever_the_environment_says(tmp_path: Path) -> None:
    assert not read(BRAID_INSTANCE=str(tmp_path)).demo
    (tmp_path / "DEMO").touch()
    assert read(BRAID_INSTANCE=str(tmp_path)).demo
