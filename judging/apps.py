from django.apps import AppConfig


class JudgingConfig(AppConfig):
    name = "judging"

    def ready(self) -> None:
        from judging import (  # noqa: F401  (builds itself)
            before_closing,
            doors,
            feedback,
            holdings,
            letter_kinds,
            second_screen,
            timeline,
        )
