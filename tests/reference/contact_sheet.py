#!/usr/bin/python3
"""Contact sheets of the spine's bones, to be judged by eye: each from above, from the side and from behind, ours beside the scan.

usage: contact_sheet.py DORSUM ATLAS_FOLDER OUT_FOLDER [ID ...]     (default: C1 to L5 and the sacrum; four bones a sheet)

DORSUM is the program, ATLAS_FOLDER a baked atlas. The scan is found through DORSUM_REFERENCE (default ../shared/reference beside
the checkout); a bone that it lacks stands alone. Needs `montage` (Debian: imagemagick). Each picture is framed for its own bone,
so sizes and poses are not compared here: distance_table.py does that. Exit status 77 without the scan.
"""
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
REFERENCE = os.environ.get("DORSUM_REFERENCE") or os.path.join(ROOT, "..", "shared", "reference")
SCAN = os.path.join(REFERENCE, "bodyparts3d")
VIEWS = ("superior", "left", "posterior")
LEVELS = ["c%d" % i for i in range(1, 8)] + ["t%d" % i for i in range(1, 13)] + ["l%d" % i for i in range(1, 6)]
BONES = ["vertebra." + level for level in LEVELS] + ["sacrum"]
PER_SHEET = 4


def picture(program, atlas, bone, view, out):
    """False where the atlas has no such bone."""
    command = [program, "render", "--atlas", atlas, "--size", "360x300", "--out", out]
    for action in ("isolate " + bone, "view " + view, "focus " + bone):
        command += ["--do", action]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return done.returncode == 0 and os.path.exists(out)


def row(program, atlas, bone, folder):
    tiles = []
    for view in VIEWS:
        for name, source in (("atlas", atlas), ("scan", SCAN)):
            out = os.path.join(folder, "%s_%s_%s.png" % (bone, view, name))
            found = picture(program, source, bone, view, out)
            tiles += ["-label", "%s %s, %s" % (name, bone, view), out if found else "null:"]
    return tiles


def main(argv):
    if len(argv) < 4:
        print(__doc__)
        return 2
    if not os.path.isdir(SCAN):
        print("no scan at", SCAN)
        return 77
    program, atlas, out = argv[1:4]
    bones = argv[4:] or BONES
    os.makedirs(out, exist_ok=True)
    for first in range(0, len(bones), PER_SHEET):
        part = bones[first:first + PER_SHEET]
        sheet = os.path.join(out, "spine_%s_%s.png" % (part[0].split(".")[-1], part[-1].split(".")[-1]))
        with tempfile.TemporaryDirectory() as folder:
            tiles = [t for bone in part for t in row(program, atlas, bone, folder)]
            subprocess.run(["montage", *tiles, "-tile", "6x", "-geometry", "+2+2", sheet], check=True)
        print(sheet)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
