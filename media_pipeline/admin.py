"""Repairs only."""

from django.contrib import admin

from media_pipeline.models import Asset, Credentials, Finding, Fingerprint, Likeness, Rendition


class _Look(admin.ModelAdmin):
    def has_add_permission(self, request):
        return False


@admin.register(Asset)
class AssetAdmin(_Look):
    list_display = ["original_name", "owner", "state", "created_at"]
    list_filter = ["state"]
    search_fields = ["original_name", "owner__email", "sha256"]
    readonly_fields = [field.name for field in Asset._meta.fields]


admin.site.register(Finding, _Look)
admin.site.register(Rendition, _Look)
admin.site.register(Credentials, _Look)
admin.site.register(Fingerprint, _Look)
admin.site.register(Likeness, _Look)
