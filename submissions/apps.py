from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    name = "submissions"

    def ready(self) -> None:
        from submissions import before_closing, doors, letter_kinds, message_letters, receivers, todo_checks  # noqa: F401  (they connect themselves)
