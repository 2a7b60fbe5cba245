"""Repairs only: what is decided or moved goes through the desk, where it is checked and audited."""

from typing import Any

from django.contrib import admin

from submissions.models import Credit, Entry, KnownTool, ToolUse


class CreditInline(admin.TabularInline):
    model = Credit
    extra = 0


class ToolUseInline(admin.TabularInline):
    model = ToolUse
    extra = 0


@admin.register(Entry)
class EntryAdmin(admin.ModelAdmin):
    list_display = ("number", "title", "edition", "category", "owner", "state", "submitted_at")
    list_filter = ("edition", "state")
    list_select_related = ("edition__festival", "category", "owner")
    search_fields = ("title_original", "title_international", "owner__email")
    readonly_fields = ("number", "slug", "state", "decision", "film", "submitted_at", "withdrawn_at")
    raw_id_fields = ("owner", "category", "section", "edition")
    inlines = (CreditInline, ToolUseInline)

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        """An entry is withdrawn, never deleted."""
        return False


@admin.register(KnownTool)
class KnownToolAdmin(admin.ModelAdmin):
    list_display = ("name", "vendor", "suggested")
    list_editable = ("suggested",)
    search_fields = ("name", "vendor")
