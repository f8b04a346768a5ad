#!/usr/bin/env bash
# The browser tests drive Debian's Chromium; say in one sentence what is missing.
if ! command -v "${CHROMIUM:-chromium}" >/dev/null; then
  echo "The browser tests need Chromium: install it with 'apt-get install chromium', or name one with CHROMIUM=/path." >&2
  exit 1
fi
