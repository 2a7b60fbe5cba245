"""What is true of every installation. The machine comes from the environment; the festival from its rows."""

import gc
from datetime import timedelta
from math import ceil
from pathlib import Path

from celery.schedules import crontab

from festival.settings import environment as env
from festival.settings import stores

gc.disable()  # a quarter of a start goes into looking through what stays for good; FestivalConfig.ready turns it on

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))

DEBUG = False
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
PORTAL_URL = env.text("PORTAL_URL", "http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [PORTAL_URL]

INSTALLED_APPS = [
    "festival",
    "media_pipeline",
    "submissions",
    "judging",
    "screenings",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_countries",
    "rest_framework",
    "rest_framework.authtoken",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "festival.middleware.PreferredLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "festival.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "festival.urls"
WSGI_APPLICATION = "festival.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "festival.context.portal",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": {
        **env.database(env.text("DATABASE_URL", "postgresql://postgres@127.0.0.1/portal")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.text("REDIS_URL", "redis://127.0.0.1:6379/0")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

# --- people --------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "festival.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "festival:my_rooms"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "festival.accounts.adapter.PortalAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "festival.accounts.forms.SignupDetails"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # seconds: mail is slow where grey lists are kept
ACCOUNT_CHANGE_EMAIL = True  # one address per person; the old one stays until the new one is verified
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Festival portal"
TRUSTED_PROXIES = env.whole_number("TRUSTED_PROXIES", 0)  # how many of our own write X-Forwarded-For
# Where entry fees may be paid beside a bank transfer: a checkout page that shares the secret with us.
PAYMENT_CHECKOUT_URL = env.text("PAYMENT_CHECKOUT_URL", "")
PAYMENT_WEBHOOK_SECRET = env.text("PAYMENT_WEBHOOK_SECRET", "")
REQUIRE_MFA_FOR_DESK = env.flag("REQUIRE_MFA_FOR_DESK", default=False)  # production: on unless said otherwise
INVITATION_LIFETIME = timedelta(days=30)

# --- languages and time --------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
LOCALE_PATHS = [BASE_DIR / "festival" / "locale"]
FORMAT_MODULE_PATH = ["festival.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- files ---------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
# Only what is served: static/js and static/css are the sources of static/dist.
STATICFILES_DIRS = [("dist", BASE_DIR / "static" / "dist"), ("img", BASE_DIR / "static" / "img")]
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(VAR_DIR / "media")))
MEDIA_URL = "/media/"
SPOOL_ROOT = Path(env.text("SPOOL_ROOT", str(VAR_DIR / "spool")))
# Copies of originals that lie in a bucket: fetched once a machine, the least recently used go first.
SCRATCH_ROOT = Path(env.text("SCRATCH_ROOT", str(MEDIA_ROOT / "work")))
SCRATCH_BYTES = env.whole_number("SCRATCH_BYTES", 100 * 1024**3)
# Originals are read again at night and compared with their SHA-256: none more often than this, and no more bytes.
FIXITY_EVERY = timedelta(days=env.whole_number("FIXITY_EVERY_DAYS", 30))
FIXITY_BYTES_A_NIGHT = env.whole_number("FIXITY_BYTES_A_NIGHT", 200 * 1024**3)
MEDIA_ACCEL = env.text("MEDIA_ACCEL", "")  # nginx's internal location, e.g. /protected/; empty: Django sends
STORAGES = {
    **stores.storages(MEDIA_ROOT),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [
    "avif",
    "br",
    "gif",
    "gz",
    "jpg",
    "map",
    "png",
    "webp",
    "woff",
    "woff2",
    "zip",
]

# --- uploads -------------------------------------------------------------------------------------------
UPLOAD_MAX_BYTES = env.whole_number("UPLOAD_MAX_BYTES", 20 * 1024**3)
UPLOAD_CHUNK_BYTES = env.whole_number("UPLOAD_CHUNK_BYTES", 32 * 1024**2)
UPLOAD_LIFETIME = timedelta(days=env.whole_number("UPLOAD_LIFETIME_DAYS", 7))
UPLOAD_DISK_RESERVE_BYTES = env.whole_number("UPLOAD_DISK_RESERVE_BYTES", 1024**3)
GIVEN_UP_FILM_DAYS = env.whole_number("GIVEN_UP_FILM_DAYS", 30)  # from warning to deletion; 0: kept for ever
BULK_UNDO_MINUTES = env.whole_number("BULK_UNDO_MINUTES", 10)  # a change to many entries can be taken back
# A sitting: the longest film with its pauses. Whether its viewer may still watch is asked at every part of it.
PLAYBACK_LIFETIME = timedelta(hours=6)
# Who watched which seconds of a film: kept so long after its edition went into the archive.
VIEW_LOG_KEPT = timedelta(days=env.whole_number("VIEW_LOG_KEPT_DAYS", 90))
PRESIGNED_LIFETIME = timedelta(seconds=60)  # a bucket's address for one part of a film

# --- mail ----------------------------------------------------------------------------------------------
for _name, _value in env.email(env.text("EMAIL_URL", f"file:{VAR_DIR / 'mail'}")).items():
    globals()[_name] = _value
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Festival portal <portal@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 20
LETTERS_PER_MINUTE = env.whole_number("LETTERS_PER_MINUTE", 60)  # of those written to many at once
# Their next round leaves so often, but never so often that a round would be less than one letter.
LETTERS_EVERY_SECONDS = max(
    env.whole_number("LETTERS_EVERY_SECONDS", 60), ceil(60 / max(1, LETTERS_PER_MINUTE))
)
# Undeliverable letters come back to <this>+<number>-<seal>@…; empty: to DEFAULT_FROM_EMAIL, known by Message-ID.
BOUNCE_ADDRESS = env.text("BOUNCE_ADDRESS", "")
BOUNCE_MAILBOX = env.text(
    "BOUNCE_MAILBOX", ""
)  # imaps://user:password@host/INBOX, emptied every five minutes

# --- work ----------------------------------------------------------------------------------------------
# Order that must hold: hard time limit < claim lease < visibility timeout, so that a message is never
# redelivered while its first worker may still be at it.
CELERY_BROKER_URL = REDIS_URL
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 6 * 3600,
    # A worker empties its queues in the order in which it was given them: verdicts first, ladders last.
    "queue_order_strategy": "priority",
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = {
    "festival.tasks.make_data_export": {"queue": "default"},
    "festival.tasks.forget_data_exports": {"queue": "default"},
    "festival.tasks.carry_out_erasures": {"queue": "default"},
    "judging.tasks.*": {"queue": "default"},
    "media_pipeline.tasks.check": {"queue": "verdict"},
    "media_pipeline.tasks.make_playable": {"queue": "play"},
    "media_pipeline.tasks.glance": {"queue": "play"},
    "media_pipeline.tasks.verify": {"queue": "verify"},
    "media_pipeline.tasks.encode_chunk": {"queue": "chunks"},
    "media_pipeline.tasks.build_ladder": {"queue": "ladder"},
    # Only where SPOOL_ROOT is: uploads lie on the disk of the machine that receives them.
    "media_pipeline.uploads.tasks.*": {"queue": "spool"},
    "media_pipeline.tasks.read_subtitles": {"queue": "play"},
    "media_pipeline.tasks.read_master": {"queue": "play"},
    "media_pipeline.tasks.find_likenesses": {"queue": "default"},
    "media_pipeline.tasks.read_credentials": {"queue": "default"},
    "media_pipeline.tasks.fingerprint": {"queue": "ladder"},
    "media_pipeline.tasks.recognise_older_films": {"queue": "default"},
}
# Heavy films are cut and encoded by several workers side by side. On one machine that gains nothing, so it is off.
CHUNKED_ENCODING = {
    "workers": env.whole_number("CHUNK_WORKERS", 1),  # that take messages of the queue "chunks"
    "worth_s": env.whole_number("CHUNK_WORTH_SECONDS", 600),  # of one core that a film must cost
    "shortest_s": env.whole_number("CHUNK_SHORTEST_SECONDS", 30),  # of film in one piece
}
CELERY_BEAT_SCHEDULE = {
    "wake forgotten films": {"task": "media_pipeline.tasks.sweep", "schedule": 60.0},
    "recognise older films": {"task": "media_pipeline.tasks.recognise_older_films", "schedule": 600.0},
    "tell of failed films": {"task": "submissions.tasks.tell_workshop_failures", "schedule": 300.0},
    "remind of to-dos": {"task": "submissions.tasks.remind_of_todos", "schedule": crontab(hour=8, minute=5)},
    "keep releases": {"task": "submissions.tasks.keep_releases", "schedule": 30.0},
    "post unsent letters": {
        "task": "festival.tasks.post_unsent_letters",
        "schedule": float(LETTERS_EVERY_SECONDS),
    },
    "remind of drafts": {"task": "submissions.tasks.remind_of_drafts", "schedule": 900.0},
    "remind jurors": {"task": "judging.tasks.remind_jurors", "schedule": 900.0},
    "tell new decision days": {"task": "submissions.tasks.tell_new_decision_days", "schedule": 120.0},
    "carry on mailings": {"task": "submissions.tasks.carry_on_mailings", "schedule": 120.0},
    "read returned letters": {"task": "festival.tasks.read_returned_letters", "schedule": 300.0},
    "verify originals": {
        "task": "media_pipeline.tasks.verify_originals",
        "schedule": crontab(hour=2, minute=30),
    },
    "forget voters": {"task": "judging.tasks.forget_voters", "schedule": crontab(hour=3, minute=40)},
    "verify scores": {"task": "judging.tasks.verify_scores", "schedule": crontab(hour=4, minute=20)},
    "forget viewings": {"task": "submissions.tasks.forget_viewings", "schedule": crontab(hour=3, minute=10)},
    "forget given-up films": {
        "task": "submissions.tasks.forget_given_up_films",
        "schedule": crontab(hour=3, minute=25),
    },
    "carry on imports": {"task": "submissions.tasks.carry_on_imports", "schedule": 60.0},
    "carry on bulk changes": {"task": "submissions.tasks.carry_on_bulk_changes", "schedule": 60.0},
    "index entries": {"task": "submissions.tasks.index_entries", "schedule": 60.0},
    "forget archives of personal data": {"task": "festival.tasks.forget_data_exports", "schedule": 3600.0},
    "carry out erasures": {"task": "festival.tasks.carry_out_erasures", "schedule": 3600.0},
    "tidy uploads": {"task": "media_pipeline.uploads.tasks.tidy_uploads", "schedule": 120.0},
}
CELERY_TIMEZONE = "UTC"

# --- API -----------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "festival.api.paging.Paging",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "festival.api.problems.problem_response",
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_THROTTLE_CLASSES": [
        "festival.api.throttles.ByAddress",
        "festival.api.throttles.ByPerson",
    ],
    "DEFAULT_THROTTLE_RATES": {"anon": "120/min", "user": "600/min"},
    "COERCE_DECIMAL_TO_STRING": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Festival portal API",
    "DESCRIPTION": (
        "Editions, categories, own entries, uploads, own scorecards, programmes and published results.\n\n"
        "Make a token on [your own page](/me/) and send it as `Authorization: Token …`. Refusals come as "
        "`application/problem+json`, their sentences in the language of `Accept-Language`."
    ),
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "EntryState": "submissions.enums.EntryState",
        "EntryStage": "submissions.enums.Stage",
        "ProductionStage": "submissions.enums.ProductionStage",
        "CreditRole": "submissions.enums.CreditRole",
        "WindowKind": "submissions.enums.WindowKind",
        "DeadlineCounts": "submissions.enums.DeadlineCounts",
        "PictureKind": "submissions.enums_film.PictureKind",
        "LinkKind": "submissions.enums_film.LinkKind",
        "UploadState": "media_pipeline.enums.UploadState",
        "FilmState": "media_pipeline.enums.AssetState",
        "RoundState": "judging.enums.RoundState",
        "CardFlag": "judging.enums.Flag",
        "ScreenKind": "screenings.enums.ScreenKind",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "festival.api.schema.add_refusals",
    ],
}

# --- safety --------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:", *stores.browser_origins()],
        "media-src": ["'self'", "blob:", *stores.browser_origins()],
        "connect-src": ["'self'", *stores.browser_origins()],
        "font-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}

# Words that a festival's address may not begin with, because the portal's own pages live there.
RESERVED_SLUGS = frozenset(
    [
        "accounts",
        "admin",
        "api",
        "desk",
        "entries",
        "festivals",
        "healthz",
        "i18n",
        "invitations",
        "jury",
        "me",
        "media",
        "new",
        "play",
        "robots",
        "static",
        "uploads",
        "verify",
    ]
)
