"""The walls around the tests stand."""

import smtplib
import socket
import sqlite3

import pytest

from tests.support.isolation import ReachedOut

ELSEWHERE = "192.0.2.1"  # reserved for documentation


def test_no_test_connects_to_another_machine() -> None:
    with pytest.raises(ReachedOut):
        socket.create_connection((ELSEWHERE, 80), timeout=1)


def test_no_test_sends_a_packet_to_another_machine() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as packets, pytest.raises(ReachedOut):
        packets.sendto(b"", (ELSEWHERE, 53))


def test_no_test_looks_up_a_name() -> None:
    with pytest.raises(ReachedOut):
        socket.getaddrinfo("clinic.example", 80)


def test_no_test_sends_mail() -> None:
    with pytest.raises(ReachedOut):
        smtplib.SMTP("127.0.0.1", 25)


def test_no_unit_test_opens_a_database() -> None:
    with pytest.raises(ReachedOut):
        sqlite3.connect(":memory:")


def test_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=1).close()
