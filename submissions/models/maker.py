from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from festival.localized import LocalizedTextField


class MakerProfile(models.Model):
    """A maker's details, kept so that the next entry need not be told them again."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="maker_profile")
    biography = LocalizedTextField(_("director's biography"), max_length=1500, rows=5, blank=True)
    press_name = models.CharField(_("press contact"), max_length=150, blank=True)
    press_email = models.EmailField(_("e-mail for the press"), blank=True)
    press_phone = models.CharField(_("telephone for the press"), max_length=40, blank=True)
    links = models.JSONField(default=list, blank=True)  # [{"kind": …, "url": …}], the maker's own pages
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("maker's details")
        verbose_name_plural = _("makers' details")

    def __str__(self) -> str:
        return str(self.user)
