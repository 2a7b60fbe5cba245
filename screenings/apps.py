from django.apps import AppConfig


class ScreeningsConfig(AppConfig):
    name = "screenings"

    def ready(self) -> None:
        from screenings import timeline  # noqa: F401  (tells makers of their screenings)
