from django.apps import AppConfig


class MediaPipelineConfig(AppConfig):
    name = "media_pipeline"

    def ready(self) -> None:
        from media_pipeline import archived, checks, heartbeats  # noqa: F401  (register themselves)
