#!/bin/sh
# Make or bring up to date the virtual environment of this checkout from a hashed lock: PYTHON VENV LOCK
set -eu
python=$1 venv=$2 lock=$3
if [ ! -x "$venv/bin/python" ]; then
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
        echo "unannounced needs python3 3.11 or newer; \`$python\` is not. Name one: make PYTHON=python3.12 …" >&2
        exit 1
    }
    "$python" -m venv "$venv" >/dev/null 2>&1 || {
        rm -rf "$venv"
        echo "python3 cannot make a virtual environment here. On Debian and Ubuntu: apt install python3-venv" >&2
        exit 1
    }
fi
if command -v uv >/dev/null 2>&1; then
    VIRTUAL_ENV="$venv" uv pip install -q --require-hashes -r "$lock"
else
    "$venv/bin/pip" install -qq --disable-pip-version-check --no-input --require-hashes -r "$lock"
fi
"$venv/bin/pip" install -qq --disable-pip-version-check --no-input --no-build-isolation --no-deps --no-index -e .
