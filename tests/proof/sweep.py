#!/usr/bin/python3
"""Exports Dorsum's states over a sweep and measures each with measure_export.py, as a stranger would.

  sweep.py DORSUM FOLDER [--only WORD] [--keep]

Curves of 0, 35 and 70 degrees to both sides, every zone of a disc on both sides, every way of the sciatic nerve, every plan, every group of
the technique library. Prints a row per state and the worst case of each measure; exits 1 where a limit is broken that is not in KNOWN.
"""
import argparse
import pathlib
import shutil
import subprocess
import sys

from measure_export import LIMITS, Worst, broken, header, measure, row, spine_length

# Limits that do not hold yet, by (first words of the state, measure), and how far off they may be: to be mended, not to grow.
KNOWN = {}


def known(name, words):
    return any(name.startswith(state) and words.startswith(measure + " ") and float(words.split()[1]) <= most for (state, measure), most in KNOWN.items())


OPEN = ["screen none", "screen done", "confirm professional", "confirm checked_by_professional", "confirm timing"]


def states():
    """By name: condition and actions. The straight one comes first."""
    out = {"straight": ("", ["curve off"])}
    for side in ("left", "right"):
        for cobb in (0, 35, 70):
            out[f"scoliosis {cobb} {side}"] = "scoliosis", OPEN + [f"curve cobb={cobb} side={side}"]
    out["scoliosis double"] = "scoliosis", OPEN + ["curve preset lenke_3"]
    for zone in ("central", "paracentral", "foraminal"):
        for side in ("left", "right"):
            if zone != "central" or side == "left":
                at = "central" if zone == "central" else side
                out[f"disc {zone} {at}"] = "herniated_disc", OPEN + [f"disc level=l4_l5 side={at} zone={zone} stage=extrusion"]
    for letter in "abcdef":
        out[f"sciatica {letter}"] = "sciatica", OPEN + [f"sciatic_variant {letter}", "side right" if letter in "bdf" else "side left"]
    for condition in ("upper_back_tension", "lower_back_strain", "stress_tension"):
        for side in ("left", "right"):
            out[f"{condition} {side}"] = condition, OPEN + [f"side {side}"]
    for condition in ("upper_back_tension", "lower_back_strain", "sciatica", "herniated_disc", "scoliosis", "stress_tension"):
        out[f"{condition} skin"] = condition, OPEN + ["layer skin 1", "side right"]
    out["scoliosis 70 skin"] = "scoliosis", OPEN + ["curve cobb=70 side=left", "layer skin 1"]
    out["upper_back_tension kiosk"] = "", ["mode kiosk", "condition upper_back_tension"] + OPEN[:2]
    for technique in ("effleurage", "kneading", "transverse_friction", "stripping", "skin_rolling"):
        out[f"technique {technique}"] = "", OPEN[:2] + [f"technique id={technique}"]
    return out


def export(dorsum, folder, condition, actions):
    command = [dorsum, "export", "--out", str(folder)]
    if condition:
        command += ["--condition", condition]
    for action in actions:
        command += ["--do", action]
    ran = subprocess.run(command, capture_output=True, text=True)
    if ran.returncode:
        raise SystemExit(f"{' '.join(command)}\n{ran.stderr}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dorsum", help="the program")
    parser.add_argument("folder", help="where the exports go")
    parser.add_argument("--only", default="", help="states whose name has this word")
    parser.add_argument("--keep", action="store_true", help="leave the exports there")
    arguments = parser.parse_args()
    base = pathlib.Path(arguments.folder)
    shutil.rmtree(base, ignore_errors=True)
    wanted = {name: rest for name, rest in states().items() if name == "straight" or arguments.only in name}
    width = max(map(len, wanted))
    print(header(width))
    straight, over_all, failed = None, Worst(), []
    for name, (condition, actions) in wanted.items():
        folder = base / name.replace(" ", "_")
        export(arguments.dorsum, folder, condition, actions)
        if straight is None:
            straight = spine_length(folder)
        overlays, worst = measure(folder, straight)
        print(row(name, worst, width), flush=True)
        wrong = broken(overlays, worst)
        if name != "straight" and not overlays["strokes"]:
            wrong.append("no stroke at all to measure")
        for words in wrong:
            if not known(name, words):
                failed.append(f"{name}: {words}")
            print(f"  {'KNOWN' if known(name, words) else 'BROKEN'}: {words}", flush=True)
        for measured, (value, where) in worst.rows.items():
            over_all.see(measured, value, f"{name}: {where}")
        if not arguments.keep:
            shutil.rmtree(folder)
    print("\nworst of all")
    for name, (value, where) in sorted(over_all.rows.items()):
        print(f"  {name} {value:.2f}" + (f" (limit {LIMITS[name]})" if name in LIMITS else "") + f" {where}")
    print(f"{len(wanted)} states, {len(failed)} limits broken")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
