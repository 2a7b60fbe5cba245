"""Behind a TLS-terminating proxy. Everything that differs between machines comes from the environment."""

from festival.settings import environment as env
from festival.settings.base import *
from festival.settings.base import PORTAL_URL

SECRET_KEY = env.required("SECRET_KEY")
# Jurors' private notes: the first seals, all open (docs/deployment.md). Never the same as SECRET_KEY.
NOTE_SECRETS = env.required_words("NOTE_SECRETS")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=PORTAL_URL.startswith("https://"))
SECURE_HSTS_SECONDS = env.whole_number("SECURE_HSTS_SECONDS", 31536000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.flag("SECURE_HSTS_PRELOAD", default=True)
SESSION_COOKIE_SECURE = env.flag("COOKIES_SECURE", default=True)
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE
TRUSTED_PROXIES = env.whole_number("TRUSTED_PROXIES", 2)  # the one that ends TLS, and nginx
# Whoever works at a desk sees unpublished results: on a public portal a password alone does not open it.
REQUIRE_MFA_FOR_DESK = env.flag("REQUIRE_MFA_FOR_DESK", default=True)
