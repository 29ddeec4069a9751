"""How staff are told: what an operator may write, and what is refused in one line that repeats no secret."""

import pytest

from app.settings import Settings, SettingsError
from app.settings.channels import MailServer

SECRET = "whsec_" + "c2VjcmV0IQ" * 4


def read(**environ: str) -> Settings:
    return Settings.from_environment(environ)


def test_a_mail_server_is_read_from_one_address() -> None:
    found = read(BRAID_SMTP_URL="smtp://braid:p%40ss@mail.example.org?from=braid@example.org").mail_server
    assert found == MailServer(
        host="mail.example.org",
        port=587,
        sender="braid@example.org",
        encryption="before anything is said",
        user="braid",
        password="p@ss",
    )


@pytest.mark.parametrize(
    ("address", "encryption"),
    [
        ("smtps://mail.example.org?from=b@example.org", "from the first byte"),
        ("smtps://localhost:4650?from=b@example.org", "from the first byte"),
        ("smtp://10.1.2.3:25?from=b@example.org", "before anything is said"),
        ("smtp://127.0.0.2:25?from=b@example.org", "before anything is said"),
        ("smtp://localhost:25?from=b@example.org", "none"),
        ("smtp://127.0.0.1:25?from=b@example.org", "none"),
    ],
)
def test_only_a_mail_server_on_this_machine_is_spoken_to_in_the_clear(address: str, encryption: str) -> None:
    found = read(BRAID_SMTP_URL=address).mail_server
    assert found is not None
    assert found.encryption == encryption


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("BRAID_SMTP_URL", "mail.example.org"),
        ("BRAID_SMTP_URL", "http://mail.example.org?from=b@example.org"),
        ("BRAID_SMTP_URL", "smtp://:hidden@?from=b@example.org"),
        ("BRAID_SMTP_URL", "smtp://u:hidden@mail.example.org"),
        ("BRAID_SMTP_URL", "smtp://u:hidden@mail.example.org?from=nobody"),
        ("BRAID_SMTP_URL", "smtp://u:hidden@mail.example.org?from=a@b.example%0d%0aBcc:c@d.example"),
        ("BRAID_SMTP_URL", "smtp://u:hidden/@mail.example.org?from=b@example.org"),
        ("BRAID_WEBHOOK_URL", "http://hooks.example.org/alerts"),
        ("BRAID_WEBHOOK_URL", "https://u:hidden@hooks.example.org/alerts"),
        ("BRAID_WEBHOOK_SECRET", "hidden"),
        ("BRAID_WEBHOOK_SECRET", "whsec_hidden"),
        ("BRAID_WEBHOOK_SECRET", "whsec_hidden??hidden??hidden??hidden??"),
        ("BRAID_WEBHOOK_PRIVATE", "yes"),
        ("BRAID_ALERTS_IN_SERVER", "yes"),
    ],
)
def test_what_cannot_be_right_is_refused_and_no_secret_is_repeated(variable: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read(**{variable: value})
    assert str(caught.value).startswith(variable)
    assert "\n" not in str(caught.value)
    assert "hidden" not in str(caught.value)


@pytest.mark.parametrize("given", [{"BRAID_WEBHOOK_URL": "https://h.example"}, {"BRAID_WEBHOOK_SECRET": SECRET}])
def test_a_webhook_without_its_secret_and_a_secret_without_its_webhook_are_refused(given: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="BRAID_WEBHOOK_URL and BRAID_WEBHOOK_SECRET belong together"):
        read(**given)


def test_secrets_are_left_out_where_settings_are_printed() -> None:
    settings = read(
        BRAID_SMTP_URL="smtp://u:hidden@mail.example.org?from=b@example.org",
        BRAID_WEBHOOK_URL="https://h.example",
        BRAID_WEBHOOK_SECRET=SECRET,
    )
    assert settings.channels == ("mail", "webhook")
    assert "hidden" not in repr(settings)
    assert SECRET not in repr(settings)
