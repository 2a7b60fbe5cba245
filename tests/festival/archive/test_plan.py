"""Every model is decided about: it leads to its edition, or stays behind with a reason."""

from django.apps import apps

from festival.archive.plan import LEFT_OUT, ROOMS, foreign_keys, path_of, shelves
from festival.models import Festival, User


def models():
    return [model for room in ROOMS for model in apps.get_app_config(room).get_models()]


def test_every_model_is_decided_about():
    for model in models():
        path_of(model)
    assert set(LEFT_OUT) <= {model._meta.label for model in models()}


def test_whatever_a_row_needs_is_put_down_before_it():
    there = {User, Festival}
    for shelf in shelves():
        for field in foreign_keys(shelf.model):
            if not field.null and field.related_model is not shelf.model:
                assert field.related_model in there, f"{shelf.label}.{field.name}"
        there.add(shelf.model)
