# One recipe, three images: web (no torch, no faiss), worker (CPU) and worker-gpu.
FROM node:20-bookworm-slim AS pages
WORKDIR /src/frontend
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-fund --no-audit
COPY frontend/ ./
RUN npm run build

FROM python:3.11-slim-bookworm AS base
ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 DJANGO_SETTINGS_MODULE=config.settings.production ARISTARCH_HOME=/data
WORKDIR /srv/aristarch
RUN useradd --system --uid 10001 aristarch && mkdir /data && chown aristarch /data
COPY requirements-web.txt ./
RUN pip install --requirement requirements-web.txt

FROM base AS web
COPY . ./
COPY --from=pages /src/frontend/dist frontend/dist
# collectstatic touches no secret and no database; the values below never leave this layer.
RUN SECRET_KEY=$(head -c 64 /dev/urandom | base64 -w0) ALLOWED_HOSTS=build DATABASE_URL=postgres:///none REDIS_URL=redis://none \
    STATIC_ROOT=/srv/static ARISTARCH_WITHOUT_DATABASE=1 python manage.py collectstatic --noinput
ENV STATIC_ROOT=/srv/static
USER aristarch
EXPOSE 8000
CMD ["gunicorn", "config.wsgi:application", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", "--threads", "8", "--max-requests", "5000", "--max-requests-jitter", "500"]

FROM base AS worker
# Several worker processes share the cores: a second BLAS thread in each only spins.
ENV OPENBLAS_NUM_THREADS=1
COPY requirements.txt ./
RUN pip install --requirement requirements.txt
COPY . ./
USER aristarch
CMD ["celery", "--app", "workers.celery", "worker", "--include", "workers.tasks", "--queues", "cpu,gpu", "--concurrency", "2", "--loglevel", "INFO"]
