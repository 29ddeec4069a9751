"""Telling another system by a signed call, as Standard Webhooks describes it."""

import json
import ssl
from collections.abc import Iterable
from http.client import HTTPException
from typing import Final
from urllib.parse import urlsplit

from standardwebhooks import Webhook
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from app.alerts.channels.reach import connect
from app.alerts.channels.undelivered import Undelivered
from app.alerts.models import Delivery
from app.alerts.words import NOTICE, TRIAL, TYPE, sign_in_address
from app.extensions import clock
from app.extensions.deadline import hang_up_after
from app.settings import current_settings

ALTOGETHER: Final = 10.0  # seconds
_TAKEN: Final = range(200, 300)


def deliver(delivery: Delivery) -> None:
    """Call the webhook of the settings. Raises Undelivered."""
    settings = current_settings()
    call(settings.webhook_url, [settings.webhook_secret], delivery.id, _body(delivery))


def call(url: str, secrets: Iterable[str], message_id: str, body: str) -> None:
    """Call, signed with each of these secrets, and look at nothing but the status. Raises Undelivered.

    A redirect is not followed and no body is read.
    """
    try:
        status = _call(url, _signed(secrets, message_id, body), body)
    except NewConnectionError as error:  # which urllib3 takes for a kind of time-out
        raise Undelivered("no connection") from error
    except (TimeoutError, ConnectTimeoutError) as error:
        raise Undelivered("too slow") from error
    except ssl.SSLError as error:
        raise Undelivered("no encryption") from error
    except (OSError, HTTPError, HTTPException) as error:
        raise Undelivered("no connection") from error
    if status not in _TAKEN:
        raise Undelivered(f"http {status}")


def _call(url: str, headers: dict[str, str], body: str) -> int:
    target = urlsplit(url)
    connection = connect(target, private=current_settings().webhook_private)
    try:
        with hang_up_after(ALTOGETHER, lambda: connection.sock):
            path = (target.path or "/") + (f"?{target.query}" if target.query else "")
            connection.request("POST", path, body, {"Host": target.netloc, **headers}, preload_content=False)
            return connection.getresponse().status
    finally:
        connection.close()


def _signed(secrets: Iterable[str], message_id: str, body: str) -> dict[str, str]:
    """The headers by which the receiver knows who calls, when, and which message it is, however often it comes."""
    at = clock.now()
    return {
        "Content-Type": "application/json",
        "User-Agent": "Braid",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(Webhook(secret).sign(message_id, at, body) for secret in secrets),
    }


def _body(delivery: Delivery) -> str:
    """The same bytes at every try."""
    return json.dumps(
        {
            "type": TYPE if delivery.alert_id else NOTICE if delivery.notice else TRIAL,
            "timestamp": delivery.due_at.isoformat(),
            "data": {"site": delivery.site_id, "sign_in": sign_in_address()},
        }
    )
