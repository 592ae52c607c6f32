#!/bin/sh
# Installs what the system itself must have and a plain Debian or Ubuntu lacks: system.sh VENV.
# Everything missing is named at once. Costs nothing when all is there.
set -eu
venv=$1
: "${PYTHON:=python3}"
command -v "$PYTHON" >/dev/null || { echo "python3 is missing: apt-get install python3 python3-venv" >&2; exit 1; }
[ "$(uname -s)" = Linux ] || exit 0

known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p)
missing=

# Debian splits venv off python3; without ensurepip a venv comes out without pip.
[ -x "$venv/bin/pip" ] || "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || missing=python3-venv

# Left the file that Qt opens, right the package that brings it.
while read -r library package; do
    case $known in *"$library "*) ;; *) missing="$missing $package" ;; esac
done <<'LIBRARIES'
libGL.so.1 libgl1
libEGL.so.1 libegl1
libdbus-1.so.3 libdbus-1-3
libxkbcommon.so.0 libxkbcommon0
libglib-2.0.so.0 libglib2.0-0
libfontconfig.so.1 libfontconfig1
libgssapi_krb5.so.2 libgssapi-krb5-2
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-shape.so.0 libxcb-shape0
libxcb-xkb.so.1 libxcb-xkb1
libxkbcommon-x11.so.0 libxkbcommon-x11-0
LIBRARIES
[ -z "$missing" ] && exit 0
# shellcheck disable=SC2086
exec "$(dirname "$0")/apt_install.sh" $missing
