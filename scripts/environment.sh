#!/bin/sh
# Makes .venv and installs the locked packages into it: environment.sh VENV STAMP.
# The stamp holds the lock's checksum, so that a second call with the same lock costs nothing.
set -eu
venv=$1 stamp=$2
: "${PYTHON:=python3}"

want=$(cksum <requirements.txt)
if [ -x "$venv/bin/python" ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$want" ]; then
    touch "$stamp"
    exit 0
fi

"$PYTHON" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || {
    echo "Python 3.11, 3.12 or 3.13 is needed, not $("$PYTHON" --version 2>&1). Name another: make PYTHON=python3.12 env" >&2
    exit 1
}

[ -x "$venv/bin/python" ] && "$venv/bin/python" -m pip --version >/dev/null 2>&1 || "$PYTHON" -m venv --clear "$venv"
echo "Installing the locked packages into $venv …"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
echo "$want" >"$stamp"
