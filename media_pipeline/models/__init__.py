from media_pipeline.models.asset import Asset
from media_pipeline.models.attempt import Attempt
from media_pipeline.models.chunk import Chunk
from media_pipeline.models.credentials import Credentials
from media_pipeline.models.finding import Finding
from media_pipeline.models.fixity import FixityCheck
from media_pipeline.models.likeness import Fingerprint, Likeness
from media_pipeline.models.master import Master
from media_pipeline.models.rendition import Rendition
from media_pipeline.models.subtitle import SubtitleTrack
from media_pipeline.models.upload import Upload
from media_pipeline.models.viewing import Viewing

__all__ = [
    "Asset",
    "Attempt",
    "Chunk",
    "Credentials",
    "Finding",
    "Fingerprint",
    "FixityCheck",
    "Likeness",
    "Master",
    "Rendition",
    "SubtitleTrack",
    "Upload",
    "Viewing",
]
