import socket

import pytest

from festival.launch.exceptions import CannotStart
from festival.launch.ports import ensure_free, free_port


def test_a_free_port_can_be_listened_on() -> None:
    ensure_free("127.0.0.1", free_port())


def test_a_taken_port_is_one_sentence_with_a_way_out() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CannotStart) as refusal:
            ensure_free("127.0.0.1", port)
    assert str(refusal.value) == (
        f"Port {port} is in use by another program; choose another one: make run PORT={port + 10}"
    )


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(CannotStart) as refusal:
        ensure_free("192.0.2.1", 8000)
    assert str(refusal.value) == (
        "The portal cannot listen on 192.0.2.1, port 8000: Cannot assign requested address."
    )
