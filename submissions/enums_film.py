"""Words for a film's data: its premiere, its budget, its sound, its links and pictures."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PremiereStatus(TextChoices):
    """What a screening at this festival would be."""

    WORLD = "world", _("World premiere: never shown in public anywhere")
    INTERNATIONAL = "international", _("International premiere: shown only in its own country")
    CONTINENTAL = "continental", _("Continental premiere: not yet shown on this continent")
    NATIONAL = "national", _("National premiere: not yet shown in this country")
    REGIONAL = "regional", _("Regional premiere: not yet shown in this city or region")
    NONE = "none", _("No premiere: shown here already, or freely online")


class BudgetBand(TextChoices):
    """Rough and optional: films of a festival are made for nothing or for a fortune."""

    NONE = "none", _("No money spent")
    TINY = "under_1k", _("Under US$ 1,000")
    SMALL = "under_10k", _("US$ 1,000 to 10,000")
    MIDDLE = "under_100k", _("US$ 10,000 to 100,000")
    LARGE = "over_100k", _("Over US$ 100,000")


class SoundFormat(TextChoices):
    SILENT = "silent", _("Silent")
    MONO = "mono", _("Mono")
    STEREO = "stereo", _("Stereo")
    FIVE_ONE = "5.1", _("5.1 surround")
    SEVEN_ONE = "7.1", _("7.1 surround")


SOUND_CHANNELS = {
    SoundFormat.SILENT: 0,
    SoundFormat.MONO: 1,
    SoundFormat.STEREO: 2,
    SoundFormat.FIVE_ONE: 6,
    SoundFormat.SEVEN_ONE: 8,
}


class LinkKind(TextChoices):
    WEBSITE = "website", _("Website")
    TRAILER = "trailer", _("Trailer")
    INSTAGRAM = "instagram", "Instagram"
    YOUTUBE = "youtube", "YouTube"
    VIMEO = "vimeo", "Vimeo"
    BILIBILI = "bilibili", _("Bilibili")
    WEIBO = "weibo", _("Weibo")
    DOUYIN = "douyin", _("Douyin")
    XIAOHONGSHU = "xiaohongshu", _("Xiaohongshu (RedNote)")
    FACEBOOK = "facebook", "Facebook"
    X = "x", "X"
    IMDB = "imdb", "IMDb"
    DOUBAN = "douban", _("Douban")
    LETTERBOXD = "letterboxd", "Letterboxd"
    OTHER = "other", _("Another page")


class PictureKind(TextChoices):
    STILL = "still", _("Still")
    POSTER = "poster", _("Poster")
    PORTRAIT = "portrait", _("Director's portrait")
