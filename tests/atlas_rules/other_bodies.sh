#!/bin/sh
# Bakes the other bodies and holds them to the same rules as the default one. Not part of ./test: two bakes of minutes each.
# usage: other_bodies.sh BUILD_FOLDER OUT_FOLDER [BODY ...]      (default: woman adolescent); exit status 1 where a rule fails
set -u
build=$1 out=$2
shift 2
failed=0
for body in "${@:-woman adolescent}"; do
    for one in $body; do
        "$build/dorsum" bake --quiet --body "$one" --out "$out/$one" || exit 2
        DORSUM_TEST_ATLAS="$out/$one" "$build/tests/atlas_rules/dorsum_atlas_rules_test" > "$out/$one.log" 2>&1 || failed=1
        echo "$one: $(grep -c '^\[       OK' "$out/$one.log") hold; fail: $(grep '^\[  FAILED  \].*ms)' "$out/$one.log" | cut -d' ' -f5 | tr '\n' ' ')"
    done
done
exit $failed
