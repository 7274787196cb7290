#!/bin/sh
# Draws the README's pictures anew. Needs ImageMagick (Debian: imagemagick).
# Usage: assets/pictures/draw.sh [PROGRAM]
set -eu
folder=$(cd "$(dirname "$0")" && pwd)
dorsum=${1:-$folder/../../build/release/dorsum}
large=$(mktemp -d)
trap 'rm -rf "$large"' EXIT

shrink() { convert "$large/$1.png" -filter Lanczos -resize 800x500 -strip -colors 255 -define png:compression-level=9 "$folder/$1.png"; }

draw() {
    name=$1
    shift
    "$dorsum" render --ui --size 1280x800 --quality ultra --out "$large/$name.png" "$@"
    shrink "$name"
}

# With a page of the panels that is opened by a click.
play() {
    "$dorsum" view --headless --size 1280x800 --quality ultra --script "$large/$1.txt" --out "$large"
    shrink "$1"
}

draw back
cat > "$large/plan.txt" <<SCRIPT
do condition upper_back_tension
do screen none
do screen done
settle
click widget tab.plan
do step 2
do play
do tick seconds=14
do pause
settle
picture plan.png
SCRIPT
play plan
draw sciatica --condition sciatica --do "side left"
draw scoliosis --condition scoliosis --voice student --do "theme dark" --do "curve cobb=40 side=right"
draw cut --do "clip at=l4 axis=y face=yes" --do "labels on"
draw compare --condition scoliosis --do "curve cobb=40 side=right" --do "compare on"
