"""The repair desk opens, lists everything, and lets nobody rewrite the trail."""

import pytest
from django.contrib import admin
from django.urls import reverse

from festival import audit
from tests.factories import festival as make


@pytest.fixture
def administrator(db):
    return make.user("administrator", is_staff=True, is_superuser=True)


def test_every_list_opens(client, administrator, edition, category):
    client.force_login(administrator)
    for model in admin.site._registry:
        if model._meta.app_label == "festival":
            url = reverse(f"admin:festival_{model._meta.model_name}_changelist")
            assert client.get(url).status_code == 200, url


def test_the_trail_is_read_only_here_too(client, administrator, edition):
    record = audit.record("edition.opened", edition, by=administrator)
    client.force_login(administrator)
    assert client.get(reverse("admin:festival_auditrecord_change", args=[record.pk])).status_code == 200
    assert client.post(reverse("admin:festival_auditrecord_delete", args=[record.pk])).status_code == 403
    assert client.get(reverse("admin:festival_auditrecord_add")).status_code == 403


def test_the_door_is_the_one_of_the_portal(client, stranger):
    assert client.get("/admin/", follow=True).redirect_chain[-1][0].startswith("/accounts/login/?next=")
    client.force_login(stranger)
    assert client.get("/admin/", follow=True).status_code == 403
