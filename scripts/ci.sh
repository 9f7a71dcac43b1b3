#!/usr/bin/env bash
# Everything that must pass before a change lands, step by step; stops at the first step that fails and names it.
# On a fresh Debian as root it installs what is missing (python3-venv, chromium, firefox-esr, nodejs, postgresql, tesseract) by apt.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

BIN=.venv/bin
TESTS="$BIN/pytest -n 2 --dist worksteal -rsfE"
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
STEPS=()

step() { # NAME COMMAND…
    local name=$1 began=$SECONDS
    shift
    printf '\n=== %s\n' "$name"
    "$@" || {
        printf '\nCI failed at step “%s”, after %d s; %d s in all.\n' "$name" "$((SECONDS - began))" "$SECONDS"
        exit 1
    }
    printf -- '--- %s: %d s\n' "$name" "$((SECONDS - began))"
    STEPS+=("$(printf '%5d s  %s' "$((SECONDS - began))" "$name")")
}

machine() {
    local missing=()
    python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
    command -v chromium >/dev/null || command -v chromium-browser >/dev/null || missing+=(chromium)
    command -v firefox-esr >/dev/null || command -v firefox >/dev/null || missing+=(firefox-esr)
    command -v node >/dev/null || missing+=(nodejs)
    command -v strace >/dev/null || missing+=(strace)
    command -v pdfinfo >/dev/null || missing+=(poppler-utils)
    command -v tesseract >/dev/null || missing+=(tesseract-ocr tesseract-ocr-eng tesseract-ocr-fra)
    if [ -z "${DATABASE_URL:-}" ] && ! compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; then
        missing+=(postgresql)
    fi
    if [ ${#missing[@]} -eq 0 ]; then
        echo "nothing is missing: $(python3 --version), $(uname -sr), $(nproc) cores"
        return 0
    fi
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        echo "missing: ${missing[*]}. Install them, or run this as root on Debian."
        return 1
    fi
    export DEBIAN_FRONTEND=noninteractive
    echo "installing ${missing[*]}"
    apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$WORK/apt.log" 2>&1 || {
        tail -n 20 "$WORK/apt.log"
        return 1
    }
}

environment() {
    make --no-print-directory setup && make --no-print-directory .venv/.checks
}

on_postgres() { # tests that reach no database are left out: the framework lets no other one reach it
    local asked='(database or postgres) and not sqlite and not browser'
    UNANNOUNCED_HOME="$WORK/postgres" $BIN/python tests/postgres.py run -- \
        sh -c "$TESTS -m '$asked' --ignore=tests/crafts --ignore=tests/architecture --ignore=src/unannounced/crafts && \
               $TESTS -m '$asked' --ds=unannounced.rooms.portal.settings tests/rooms/portal && \
               $TESTS -m '$asked' --ds=unannounced.rooms.field.settings tests/rooms/field && \
               $TESTS -m '$asked' --ds=unannounced.rooms.liaison.settings tests/rooms/liaison && \
               $TESTS -m '$asked' --ds=unannounced.rooms.intake.settings tests/rooms/intake"
}

in_browser() { # two processes, each with a browser and a demonstration of its own
    if [ ! -d tests/browser ]; then
        echo "there is no tests/browser yet"
        return 0
    fi
    UNANNOUNCED_BROWSER=1 UNANNOUNCED_HOME="$WORK/browser" $TESTS -m browser tests/browser && \
        UNANNOUNCED_BROWSER=1 UNANNOUNCED_HOME="$WORK/journey" $TESTS -m browser tests/journeys
}

demonstration() {
    UNANNOUNCED_HOME="$WORK/demo" $BIN/unannounced demo --check
}

step "the machine" machine
step "the environment" environment
step "style, types, contracts, generated documents (make check)" make --no-print-directory check
step "every test on SQLite, then those of portal, field, liaison and intake room (make test)" make --no-print-directory test
step "every test that reaches a database, on PostgreSQL" on_postgres
step "in a browser" in_browser
step "each room alone" $BIN/python scripts/each_room_alone.py
step "the demonstration" demonstration

printf '\n'
printf '%s\n' "${STEPS[@]}"
printf 'CI passed: %d steps in %d s.\n' "${#STEPS[@]}" "$SECONDS"
