#!/bin/sh
# Installs Debian or Ubuntu packages: apt_install.sh PACKAGE…
# As root at once, else through a sudo that asks nothing, else prints the one line to run and fails.
set -eu
line="apt-get update && apt-get install -y --no-install-recommends $*"

if ! command -v apt-get >/dev/null; then
    echo "Missing system packages (their names on Debian): $*. Install them with this system's own tool." >&2
    exit 1
elif [ "$(id -u)" -eq 0 ]; then
    become=
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    become="sudo -n"
else
    echo "Missing system packages. Run this line, then the same command again:" >&2
    echo "  sudo sh -c '$line'" >&2
    exit 1
fi
log=$(mktemp)
echo "Installing system packages: $*"
$become env DEBIAN_FRONTEND=noninteractive sh -c "$line" </dev/null >"$log" 2>&1 || {
    tail -n 20 "$log" >&2
    rm -f "$log"
    echo "Installing failed. The line was: $line" >&2
    exit 1
}
rm -f "$log"
