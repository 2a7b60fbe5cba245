"""The repair desk: for what no page covers. Everyday work has its own pages, and the trail and the outbox only read."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.http import HttpRequest

from festival.models import AuditRecord, Category, Edition, Festival, Letter, Membership, Section, User

admin.site.site_header = "Festival portal: repairs"
# The same front door as everywhere, second factor included.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]


class ReadOnlyAdmin(admin.ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ["email", "name", "is_active", "is_staff", "is_superuser"]
    list_filter = ["is_active", "is_superuser"]
    search_fields = ["email", "name"]
    fields = ["email", "name", "language", "is_active", "is_staff", "is_superuser"]


@admin.register(Festival)
class FestivalAdmin(admin.ModelAdmin):
    list_display = ["slug", "name"]


@admin.register(Edition)
class EditionAdmin(admin.ModelAdmin):
    list_display = ["name", "festival", "starts_on", "public"]
    list_select_related = ["festival"]


@admin.register(Section, Category)
class PartAdmin(admin.ModelAdmin):
    list_display = ["name", "edition", "position"]
    list_select_related = ["edition"]


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    list_display = ["name", "role", "edition", "user", "accepted_at"]
    list_filter = ["role"]
    list_select_related = ["edition", "user"]
    raw_id_fields = ["user"]


@admin.register(Letter)
class LetterAdmin(ReadOnlyAdmin):
    """Delivery only: the words may hold codes and personal links."""

    list_display = ["subject", "to_email", "kind", "created_at", "sent_at", "attempts"]
    list_filter = ["kind"]
    search_fields = ["to_email", "subject"]
    fields = ["edition", "to_email", "kind", "subject", "created_at", "sent_at", "attempts", "last_error"]


@admin.register(AuditRecord)
class AuditRecordAdmin(ReadOnlyAdmin):
    list_display = ["at", "action", "target_text", "actor_text"]
    search_fields = ["action", "target_text", "actor_text"]
