"""The suite: real PostgreSQL, Redis and ffmpeg; cheap password hashes; letters in memory unless a test says SMTP."""

import atexit
import shutil
import tempfile
from pathlib import Path

import festival.launch.scratch_services  # noqa: F401 - sets DATABASE_URL and REDIS_URL before base reads them
from festival.settings import stores
from festival.settings.base import *
from festival.settings.base import DATABASES, REST_FRAMEWORK, STORAGES

SECRET_KEY = "test-" + "k" * 60
NOTE_SECRETS = ["test-notes-" + "n" * 60]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
_scratch = Path(tempfile.mkdtemp(prefix="portal-test-"))
atexit.register(shutil.rmtree, _scratch, ignore_errors=True)
VAR_DIR = _scratch
MEDIA_ROOT = _scratch / "media"
SPOOL_ROOT = _scratch / "spool"
SCRATCH_ROOT = _scratch / "scratch"
STORAGES = {
    **STORAGES,
    **stores.in_folders(MEDIA_ROOT),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
UPLOAD_DISK_RESERVE_BYTES = 1024**2
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
ACCOUNT_RATE_LIMITS = False
WHITENOISE_AUTOREFRESH = True
# A database that is migrated already, if somebody made one: each worker copies it (tests/services/template.py).
DATABASES = {
    "default": {**DATABASES["default"], "TEST": {"TEMPLATE": env.text("TEST_DATABASE_TEMPLATE", "") or None}}
}
REST_FRAMEWORK = {**REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": {"anon": None, "user": None}}
