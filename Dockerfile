# One image for web, uploads, workers and clock; a second target carries nginx with the static files.

FROM node:24-bookworm-slim AS front-end
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY static static
RUN node static/bundle.mjs


FROM python:3.11-slim-bookworm AS portal
ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PIP_NO_CACHE_DIR=1 \
    VAR_DIR=/srv/portal \
    MEDIA_ROOT=/srv/films/media \
    SPOOL_ROOT=/srv/films/spool \
    HOME=/tmp
# bubblewrap: each film is opened in a sandbox of its own where the host allows it.
RUN apt-get update \
    && apt-get install -y --no-install-recommends bubblewrap \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin portal \
    && install -d -o portal -g portal /srv/films /srv/films/media /srv/films/spool /srv/portal
WORKDIR /app
COPY requirements/base.txt requirements/base.txt
RUN pip install --require-hashes -r requirements/base.txt
COPY . .
COPY --from=front-end /build/static/dist static/dist
RUN SECRET_KEY=only-while-building NOTE_SECRETS=only-while-building python manage.py translations compile \
    && SECRET_KEY=only-while-building NOTE_SECRETS=only-while-building python manage.py collectstatic --noinput --verbosity 0 \
    && python -m compileall -q .
USER portal
ENV DJANGO_SETTINGS_MODULE=festival.settings.production
EXPOSE 8000


FROM nginx:1.28-alpine AS nginx
COPY docs/nginx.conf /etc/nginx/nginx.conf
COPY --from=portal /srv/portal/static /srv/portal/static
EXPOSE 8080
