#!/usr/bin/python3
"""Distances of a baked atlas to the reference scan, one line a structure, beside the limits that the project asks for.

usage: distance_table.py ATLAS_FOLDER [ID_PREFIX ...] [--samples N] [--factor 1.25] [--jobs 2] [--heat FOLDER] [--json FILE]

  ATLAS_FOLDER   with lod0.glb (dorsum bake --out)
  ID_PREFIX      only these structures ("vertebra.t", "muscle.")
  --factor F     limits times F (1.25: bodies other than the one in the folder)
  --heat FOLDER  one PLY a structure, coloured by distance

Bones: rigid and isotropic scale; muscles: rigid only. Scan and tools are found through DORSUM_REFERENCE (default
../shared/reference beside the checkout) and its neighbour tools/. Exit status 1 when a limit is missed, 77 without the scan.
Needs python3-numpy and python3-scipy. The scan is measured here, never copied.
"""
import argparse
import json
import os
import re
import statistics
import sys
from concurrent.futures import ProcessPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
REFERENCE = os.environ.get("DORSUM_REFERENCE") or os.path.join(ROOT, "..", "shared", "reference")
SCAN = os.path.join(REFERENCE, "bodyparts3d")

# pattern of ids, then mean mm, HD95 mm, normals deg, handles through the bone (None: not asked for). First match counts.
LIMITS = [
    (r"vertebra\.c[12]$", 1.5, 4.8, 36, 3),
    (r"vertebra\.c[3-7]$", 1.0, 3.2, 29, 3),
    (r"vertebra\.[tl]\d+$", 1.2, 3.8, 25, 1),
    (r"sacrum$", 2.3, 6.5, None, None),
    (r"(rib\.\d+|femur)\.", 2.0, 6.0, None, None),
    (r"(scapula|hip_bone|clavicle)\.", 2.4, 6.5, None, None),
    (r"muscle\.", 6.0, None, None, None),
]
MUSCLE_MEDIAN_MM = 4.0
MUSCLE_VOLUME = 0.30  # share of the scan's
BONE_SCALE = 0.05
TOGETHER = {"sacrum": ["sacrum", "coccyx"]}  # one mesh in the scan
for side in ("left", "right"):  # the scan's muscle goes on to the linea alba; ours hands its aponeurosis to the rectus sheath
    TOGETHER["muscle.external_oblique." + side] = ["muscle.external_oblique." + side, "fascia.rectus_sheath." + side]
# Of these the scan has a slip 2 mm thin of the upper part alone (semispinalis capitis from C6 up, colli from T3 up), where anatomy has a
# belly of 2 to 3 cm2 that begins at T6 (shared/facts/anatomy.md, section 4: "use literature thickness there"). What is not there cannot be
# compared: ours is cut to the stretch of the body that the scan's mesh has, and the volumes, of unlike things, are printed but not judged.
PART_IN_SCAN = re.compile(r"muscle\.semispinalis_(capitis|colli)\.")
PART_MARGIN_MM = 5
SKIP = ("disc.", "skin.", "costal_cartilage.", "humerus.")  # other cuts than ours, or no limit


def limits_of(structure_id):
    return next((row[1:] for row in LIMITS if re.match(row[0], structure_id)), (None,) * 4)


def read_atlas(folder):
    """id -> (vertices mm, faces) of level 0."""
    js, data = ml.glb_chunks(os.path.join(folder, "lod0.glb"))
    out = {}
    for node in js["nodes"]:
        if "mesh" not in node:
            continue
        primitive = js["meshes"][node["mesh"]]["primitives"][0]
        v = ml._accessor(js, data, primitive["attributes"]["POSITION"]) * 1000.0
        f = ml._accessor(js, data, primitive["indices"]).astype(int).reshape(-1, 3)
        out[node["name"]] = ml.weld(v, f, 1e-4)
    return out


def joined(meshes):
    vs, fs, base = [], [], 0
    for v, f in meshes:
        vs.append(v)
        fs.append(f + base)
        base += len(v)
    return np.vstack(vs), np.vstack(fs)


def ours_for(atlas, structure_id):
    """The structure, or the parts that it is made of here (muscle.x.left = muscle.x_lumbar.left + muscle.x_thoracic.left)."""
    if structure_id in TOGETHER:
        parts = [i for i in TOGETHER[structure_id] if i in atlas]
    elif structure_id in atlas:
        parts = [structure_id]
    else:
        stem, _, side = structure_id.rpartition(".")
        parts = [i for i in sorted(atlas) if i.startswith(stem + "_") and i.endswith("." + side)]
    return joined([atlas[i] for i in parts]) if parts else None


def cut_to(mesh, other):
    """The faces of a mesh in the stretch of the body's length that the other one has."""
    v, f = mesh
    y = v[f][:, :, 1].mean(axis=1)
    return v, f[(y > other[0][:, 1].min() - PART_MARGIN_MM) & (y < other[0][:, 1].max() + PART_MARGIN_MM)]


def handles(f):
    """Genus summed over components, from Euler's formula."""
    n = int(f.max()) + 1
    edges = np.unique(np.sort(np.vstack([f[:, [0, 1]], f[:, [1, 2]], f[:, [2, 0]]]), axis=1), axis=0)
    components = len(np.unique(ml.components(f, n)[np.unique(f)]))
    return components - (len(np.unique(f)) - len(edges) + len(f)) // 2


def measure(job):
    structure_id, ours, scan, samples, heat = job
    muscle = structure_id.startswith("muscle.")
    scan = (scan[0] @ SCAN_TO_OURS.T, scan[1])
    whole = ours
    if PART_IN_SCAN.match(structure_id):
        ours = cut_to(ours, scan)
    row, aligned = sd.compare(ours, scan, scale=not muscle, init="identity", samples=samples)
    row["id"] = structure_id
    row["volume_ratio"] = float(ml.volume(*whole) / ml.volume(*scan))
    row["handles"] = int(handles(whole[1]))
    if heat:
        sd.write_heat(os.path.join(heat, structure_id + ".ply"), *aligned, ml.MeshQuery(*scan).closest(aligned[0], k=16)[1])
    return row


def misses(row, factor):
    mean, hd95, normals, genus = limits_of(row["id"])
    out = []
    if mean is not None and row["symmetric_mean"] > mean * factor:
        out.append("mean")
    if hd95 is not None and row["hd95"] > hd95 * factor:
        out.append("hd95")
    if normals is not None and row["normal_angle_mean_deg"] > normals * factor:
        out.append("normals")
    if genus is not None and row["handles"] != genus:
        out.append("genus")
    if row["id"].startswith("muscle."):
        if not PART_IN_SCAN.match(row["id"]) and abs(row["volume_ratio"] - 1) > MUSCLE_VOLUME * factor:
            out.append("volume")
    elif mean is not None and abs(row["scale"] - 1) > BONE_SCALE * factor:
        out.append("scale")
    return out


def jobs_of(args):
    atlas = read_atlas(args.atlas)
    rows = json.load(open(os.path.join(ROOT, "assets", "mappings", "bodyparts3d.json")))["rows"]
    scans = bp3d.Atlas(SCAN)
    for row in sorted(rows, key=lambda r: [int(t) if t.isdigit() else t for t in re.split(r"(\d+)", r["id"])]):
        structure_id = row["id"]
        if structure_id.startswith(SKIP) or int(row["fma"]) not in scans.files:
            continue
        if args.prefix and not structure_id.startswith(tuple(args.prefix)):
            continue
        ours = ours_for(atlas, structure_id)
        if ours is None:
            print("%-44s not in the atlas" % structure_id)
            continue
        yield structure_id, ours, scans.get(int(row["fma"])), args.samples, args.heat


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("atlas")
    ap.add_argument("prefix", nargs="*")
    ap.add_argument("--samples", type=int, default=12000)
    ap.add_argument("--factor", type=float, default=1.0)
    ap.add_argument("--jobs", type=int, default=2)
    ap.add_argument("--heat")
    ap.add_argument("--json")
    args = ap.parse_args()
    if args.heat:
        os.makedirs(args.heat, exist_ok=True)
    rows, failed = [], 0
    print("%-44s %6s %6s %8s %6s %7s %6s" % ("structure", "mean", "HD95", "normals", "scale", "volume", "genus"))
    with ProcessPoolExecutor(args.jobs) as pool:
        for row in pool.map(measure, jobs_of(args)):
            wrong = misses(row, args.factor)
            failed += bool(wrong)
            rows.append(row)
            print("%-44s %6.2f %6.2f %8.1f %6.3f %7.2f %6d  %s" % (row["id"], row["symmetric_mean"], row["hd95"], row["normal_angle_mean_deg"],
                  row["scale"], row["volume_ratio"], row["handles"], ("over: " + ", ".join(wrong)) if wrong else "(the scan has a part)" if PART_IN_SCAN.match(row["id"]) else ""),
                  flush=True)
    muscles = [r["symmetric_mean"] for r in rows if r["id"].startswith("muscle.")]
    if muscles:
        median = statistics.median(muscles)
        print("muscles: %d, median %.2f mm, worst %.2f mm" % (len(muscles), median, max(muscles)))
        failed += median > MUSCLE_MEDIAN_MM * args.factor
    print("%d structures, %d over a limit (x %.2f)" % (len(rows), failed, args.factor))
    if args.json:
        json.dump(rows, open(args.json, "w"), indent=1)
    return 1 if failed else 0


if __name__ == "__main__":
    if not os.path.isdir(SCAN):
        print("no reference scan at %s: nothing measured (set DORSUM_REFERENCE)" % SCAN)
        sys.exit(77)
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # one process a structure is faster than threads inside numpy
    sys.path.insert(0, os.path.join(REFERENCE, "..", "tools"))
    import numpy as np
    import bp3d
    import meshlib as ml
    import surface_distance as sd
    SCAN_TO_OURS = np.array([[1, 0, 0], [0, 0, 1], [0, -1, 0]], float)
    sys.exit(main())
