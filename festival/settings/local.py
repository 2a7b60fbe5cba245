"""One machine: the portal that `make run` starts. The same code as in production, without TLS in front."""

from festival.settings import environment as env
from festival.settings.base import *
from festival.settings.base import VAR_DIR

_kept_key = VAR_DIR / "secret_key"
SECRET_KEY = env.text(
    "SECRET_KEY", _kept_key.read_text().strip() if _kept_key.exists() else "local-" + "x" * 60
)
_kept_note = VAR_DIR / "note_secret"
NOTE_SECRETS = env.words(
    "NOTE_SECRETS", _kept_note.read_text().strip() if _kept_note.exists() else "local-notes-" + "x" * 60
)
DEBUG = env.flag("DEBUG", default=False)
# Passkeys over http://localhost; everywhere else browsers themselves insist on TLS.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
