from tests.services.smtp import mailbox

__all__ = ["mailbox"]
