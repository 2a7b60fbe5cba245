from django.apps import AppConfig


class JudgingConfig(AppConfig):
    name = "judging"

    def ready(self) -> None:
        from judging import before_closing, doors, feedback, holdings  # noqa: F401  (builds itself)
        from judging import before_closing, doors, feedback, timeline  # noqa: F401  (builds itself)
