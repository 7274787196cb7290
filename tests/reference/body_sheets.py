#!/usr/bin/python3
"""Contact sheets of the whole atlas, to be judged by eye: the trunk peeled layer by layer, the pelvis with its nerve, regions close up.

usage: body_sheets.py DORSUM ATLAS_FOLDER OUT_FOLDER [SHEET ...]     (sheets: trunk, pelvis, neck, shoulder, front)

DORSUM is the program. Needs `montage` (Debian: imagemagick). One PNG a sheet.
"""
import os
import subprocess
import sys
import tempfile

PEEL = ["skin", "superficial", "intermediate", "deep"]
VIEWS = ["posterior", "left", "oblique"]


def peeled(count):
    return ["layer skin on"] + ["layer %s off" % layer for layer in PEEL[:count]]


def close(target, distance, yaw=0, pitch=0):
    return ["camera target=%s yaw=%g pitch=%g distance=%g" % (target, yaw, pitch, distance)]


def trunk():
    """Rows: views; columns: skin, then one layer less each."""
    return 5, [(v, peeled(n)) for v in VIEWS for n in range(5)]


def pelvis():
    at = close("0,860,-20", 620)
    side = close("30,860,-20", 620, yaw=-50)
    return 4, [("posterior", peeled(n) + c) for c in (at, side) for n in (1, 2, 3, 4)]


def neck():
    at = close("0,1420,-40", 420)
    side = close("20,1420,-30", 420, yaw=-60)
    return 4, [("posterior", peeled(n) + c) for c in (at, side) for n in (1, 2, 3, 4)]


def shoulder():
    at = close("110,1290,-60", 520)
    side = close("110,1290,-60", 520, yaw=-60)
    return 4, [("posterior", peeled(n) + c) for c in (at, side) for n in (1, 2, 3, 4)]


def front():
    return 5, [("anterior", peeled(n)) for n in range(5)]


SHEETS = {"trunk": trunk, "pelvis": pelvis, "neck": neck, "shoulder": shoulder, "front": front}


def render(program, atlas, view, actions, out):
    command = [program, "render", "--atlas", atlas, "--size", "620x900", "--quality", "high", "--view", view, "--out", out]
    for action in actions:
        command += ["--do", action]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def main(argv):
    if len(argv) < 4:
        print(__doc__)
        return 2
    program, atlas, out = argv[1:4]
    os.makedirs(out, exist_ok=True)
    for name in argv[4:] or SHEETS:
        columns, tiles = SHEETS[name]()
        with tempfile.TemporaryDirectory() as folder:
            files = []
            for i, (view, actions) in enumerate(tiles):
                files.append(os.path.join(folder, "%03d.png" % i))
                render(program, atlas, view, actions, files[-1])
            sheet = os.path.join(out, name + ".png")
            subprocess.run(["montage", *files, "-tile", "%dx" % columns, "-geometry", "+3+3", sheet], check=True)
            print(sheet)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
