#!/bin/sh
# The whole atlas from one, two and five threads, each from an empty cache: the same bytes? By hand: six minutes of one core, three of two.
#
# usage: tests/bake/same_bytes.sh DORSUM OUT_FOLDER [BODY]     exit status 1 where a file differs
set -eu
dorsum=$1
out=$2
body=${3:-man}
for threads in 1 2 5; do
    rm -rf "$out/$threads" "$out/cache$threads"
    "$dorsum" bake --quiet --body "$body" --threads $threads --cache "$out/cache$threads" --out "$out/$threads" >/dev/null
    rm -rf "$out/cache$threads"
done
status=0
for file in lod0.glb lod1.glb lod2.glb manifest.json; do
    for threads in 2 5; do
        cmp "$out/1/$file" "$out/$threads/$file" || status=1
    done
    echo "$file $(stat -c %s "$out/1/$file") bytes $(sha256sum <"$out/1/$file" | cut -c1-16)"
done
[ $status = 0 ] && echo "the same bytes from 1, 2 and 5 threads"
exit $status
