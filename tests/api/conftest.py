import pytest
from rest_framework.authtoken.models import Token
from rest_framework.test import APIClient

from festival.models import User


def program_of(user: User) -> APIClient:
    """A program that carries the person's token."""
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {Token.objects.create(user=user).key}")
    client.default_format = "json"
    return client


@pytest.fixture
def program(filmmaker) -> APIClient:
    return program_of(filmmaker)


@pytest.fixture
def rivals_program(rival) -> APIClient:
    return program_of(rival)


@pytest.fixture
def anybody() -> APIClient:
    return APIClient()
