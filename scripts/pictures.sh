#!/bin/sh
# Makes the sample data and a picture of every page, and says where they lie: pictures.sh PYTHON BUILD.
set -eu
python=$1 build=$2
export QT_QPA_PLATFORM=offscreen
# Without a screen Qt says for every window that it cannot hint at sizes; that is no news to anybody.
export QT_LOGGING_RULES=default.warning=false

rm -rf "$build/demo" "$build/pictures"
"$python" -m desktop demo "$build/demo"
"$python" -m ui.pictures "$build/pictures" "$build/demo"
echo
echo "Packages:  $build/demo/packages"
echo "Reports:   $build/demo/reports"
echo "Pictures:  $build/pictures"
