#!/bin/sh
# Opens the window; without a display does the whole main job on sample data: run.sh PYTHON BUILD.
set -eu
python=$1 build=$2

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname -s)" = Darwin ]; then
    exec "$python" -m ui
fi
echo "No display: the main job runs on sample data instead."
exec "$(dirname "$0")/pictures.sh" "$python" "$build"
