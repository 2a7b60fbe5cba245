from media_pipeline.models.asset import Asset
from media_pipeline.models.upload import Upload

__all__ = ["Asset", "Upload"]
