import gc

from django.apps import AppConfig


class FestivalConfig(AppConfig):
    name = "festival"

    def ready(self) -> None:
        from festival import holdings, letters_unsent  # noqa: F401  (asks before closing)
        from festival.accounts import receivers  # noqa: F401  (they connect themselves)

        # What is loaded by now stays for good: later rounds of the collector need not look at it again.
        gc.freeze()
        gc.enable()
