"""Pictures of films for the public: the still that the maker sent, else the poster taken from the film."""

from hashlib import sha256
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage, storages
from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from PIL import Image, UnidentifiedImageError

from media_pipeline.enums import RenditionKind
from media_pipeline.models import Rendition
from media_pipeline.recipes import POSTER
from submissions.models import Entry
from submissions.stills import LARGE, sized

WIDTHS = (480, 960, 1600)


def still_url(entry: Entry, width: int = 960) -> str:
    """Address of the picture, or nothing: then the page shows a typographic plate.

    No query for an entry that came `with_pictures`.
    """
    source = _source(entry)
    if source is None:
        return ""
    edition = entry.edition
    kwargs = {
        "festival": edition.festival.slug,
        "edition": edition.slug,
        "slug": entry.slug,
        "width": width,
    }
    return f"{reverse('public:still', kwargs=kwargs)}?v={_digest(source[1])}"


def still_picture(entry: Entry, width: int) -> bytes | None:
    """The JPEG, at most this wide, made on first demand; None if there is none or it cannot be read."""
    source = _source(entry)
    if source is None:
        return None
    storage, original = source
    name = f"public_stills/{entry.pk}/{_digest(original)}-{width}.jpg"
    if default_storage.exists(name):
        with default_storage.open(name) as kept:
            return kept.read()
    made = _shrink(storage, original, width)
    if made is not None:
        default_storage.save(name, ContentFile(made))
    return made


def _source(entry: Entry) -> tuple[Storage, str] | None:
    """Where the best picture lies."""
    if entry.still:
        return default_storage, sized(entry.still.name, LARGE)
    poster = _poster_name(entry)
    return (storages["renditions"], poster) if poster else None


def with_pictures(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Fetch the posters along, in one query for all."""
    posters = Rendition.objects.current().filter(kind=RenditionKind.POSTER)
    return entries.prefetch_related(Prefetch("film__renditions", queryset=posters, to_attr="posters"))


def _poster_name(entry: Entry) -> str:
    """Where the poster lies in the renditions' storage; nothing while the workshop has not made it."""
    if entry.film is None:
        return ""
    posters = getattr(entry.film, "posters", None)
    if posters is None:
        posters = entry.film.renditions.current().filter(kind=RenditionKind.POSTER)
    return next((poster.file(POSTER) for poster in posters), "")


def _digest(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:10]


def _shrink(storage: Storage, name: str, width: int) -> bytes | None:
    try:
        with storage.open(name) as source, Image.open(source) as picture:
            smaller = picture.convert("RGB")
            smaller.thumbnail((width, width * 2), Image.Resampling.LANCZOS)
            out = BytesIO()
            smaller.save(out, "JPEG", quality=84, optimize=True, progressive=True)
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError):
        return None
    return out.getvalue()
