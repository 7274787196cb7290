#!/bin/sh
# The whole atlas from one, two and five threads, each from an empty cache, and one number of one muscle and one of L3 changed: baked anew
# from nothing and from the cache of the unchanged one. The same bytes? By hand: six minutes of two cores.
#
# usage: tests/bake/same_bytes.sh DORSUM OUT_FOLDER [BODY [MUSCLE_FILE MUSCLE]]     exit status 1 where a file differs
set -eu
dorsum=$1
out=$2
body=${3:-man}
muscle_file=${4:-muscles_hip}
muscle=${5:-gluteus_medius}
here=$(cd "$(dirname "$0")/../.." && pwd)
status=0

bake() { # HOME THREADS CACHE OUT
    DORSUM_HOME=$1 "$dorsum" bake --quiet --times --body "$body" --threads "$2" --cache "$out/$3" --out "$out/$4"
}
same() { # ONE OTHER
    for file in lod0.glb lod1.glb lod2.glb manifest.json; do
        cmp "$out/$1/$file" "$out/$2/$file" || status=1
    done
}

rm -rf "$out/changed_home"
mkdir -p "$out/changed_home"
cp -R "$here/assets" "$out/changed_home/assets"
ln -s "$here/shaders" "$out/changed_home/shaders"
python3 - "$out/changed_home/assets/anatomy/facts/$muscle_file.json" "$muscle" <<'END'
import json, sys
facts = json.load(open(sys.argv[1]))
thickness = facts[sys.argv[2]]["size"]["values"]["thickness"]
thickness[len(thickness) // 2] *= 1.05
json.dump(facts, open(sys.argv[1], "w"))
END
python3 - "$out/changed_home/assets/anatomy/facts/vertebrae.json" <<'END'
import json, sys
facts = json.load(open(sys.argv[1]))
waist = facts["l3"]["body"]["waist_side"]
waist["value"] = round(waist["value"] * 1.05, 4)
json.dump(facts, open(sys.argv[1], "w"))
END

for threads in 1 2 5; do
    rm -rf "$out/$threads" "$out/cache$threads"
    bake "$here" $threads cache$threads $threads >/dev/null
    [ $threads = 2 ] || rm -rf "$out/cache$threads"
done
same 1 2
same 1 5
rm -rf "$out/after" "$out/anew" "$out/cache_anew"
echo "$muscle and L3 changed:"
bake "$out/changed_home" 2 cache2 after
bake "$out/changed_home" 1 cache_anew anew >/dev/null
same after anew
cmp -s "$out/after/lod0.glb" "$out/1/lod0.glb" && echo "the change changed nothing" && status=1
rm -rf "$out/cache2" "$out/cache_anew" "$out/changed_home"
sha256sum "$out"/1/lod?.glb "$out"/after/lod?.glb
[ $status = 0 ] && echo "the same bytes from 1, 2 and 5 threads, and after a change as from nothing"
exit $status
