from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    name = "submissions"

    def ready(self) -> None:
        from submissions import (  # noqa: F401  (they connect themselves)
            archived,
            before_closing,
            copy_letters,
            copy_panels,
            doors,
            ears,
            fee_letter_kinds,
            holdings,
            letter_kinds,
            mailing_letters,
            message_letters,
            receivers,
            reminder_letters,
            todo_checks,
        )
