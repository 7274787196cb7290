#!/usr/bin/python3
"""Measures what `dorsum export` wrote, knowing nothing of Dorsum but the two files and src/app/export.md.

  measure_export.py FOLDER [FOLDER ...] [--straight FOLDER]

Every number is worked out anew on the triangles of atlas.glb: Cobb angles on planes laid through the vertices of the end plates, the
spine's length through them, how far what stands out of a disc is from the roots, how far the paths are from the surface and from their
targets, their angle to the fibres, which protected zones they enter, where they end. Prints a table; exits 1 where a limit is broken.
Needs python3-numpy. --straight: an export of the same body without a curve, to compare the spine's length with.
"""
import argparse
import json
import pathlib
import sys

import numpy as np

from glb import Surface, dot, read_glb, turns_about, unit

LIMITS = {  # of the issue and of shared/facts/conditions_and_strokes.md, section 13
    "cobb_off_deg": 1.0,       # drawn plates against what was asked for
    "length_off_mm": 2.0,      # of 560 mm
    "surface_mm": 3.0,         # path to the surface that is worked on
    "below_outermost_mm": 3.0, # path below what is met first from outside
    "fibre_off_deg": 25.0,
    "astray": 0,               # paths that end farther from the heart than the plan says, mm of rise lacking
    "zone_breaches": 0,        # points harder pressed than a zone allows, or in a forbidden one
    "root_not_nearest": 0,     # herniations nearest to another root than the table's
    "off_target_rows": 0,      # rows of a path with no target straight below
}
BESIDE_MM = 3.0            # a path may run so far beside its target: the gap between two parts of a group
TARGET_RAY_MM = 15.0, 115.0 # targets are looked for from outside of a path down to below what lies over them, skin and fat too
FIBRE_REACH_MM = 60.0  # the erector spinae lies so deep below the trapezius and rhomboids
GLIDE_RISE_MM, GLIDE_FALL_MM = 15.0, 5.0


class Worst:
    """The largest of what was measured, and where."""

    def __init__(self):
        self.rows = {}

    def see(self, name, value, where=""):
        if name not in self.rows or value > self.rows[name][0]:
            self.rows[name] = (float(value), where)

    def add(self, name, count, where=""):
        self.rows[name] = (self.rows.get(name, (0, ""))[0] + float(count), where or self.get(name)[1])

    def get(self, name):
        return self.rows.get(name, (None, ""))


def mesh_of_level(level):
    return "sacrum" if level == "s1" else "vertebra." + level


def fitted_plates(overlays, parts):
    """By level and end: centre and upward normal of a plane through the vertices of the drawn end plate."""
    out = {}
    for level, ends in overlays["end_plates"].items():
        part = parts.get(mesh_of_level(level))
        if part is None:
            continue
        centres = {end: np.array(row["centre_mm"]) for end, row in ends.items()}
        height = np.linalg.norm(centres["upper"] - centres["lower"]) if "lower" in centres else 27.0
        for end, centre in centres.items():
            normal = np.array(ends[end]["normal"])
            to = part.points - centre
            up = to @ normal
            aside = np.linalg.norm(to - up[:, None] * normal, axis=1)
            faces = (part.normals @ normal) * (1 if end == "upper" else -1)
            plate = part.points[(aside < 0.55 * height) & (np.abs(up) < 5) & (faces > 0.8)]
            if len(plate) < 8:
                continue
            axes = np.linalg.svd(plate - plate.mean(0))[2]
            out[level, end] = plate.mean(0), axes[2] * np.sign(axes[2] @ normal)
    return out


def lean_deg(normal):
    """Of a plate as a film shows it: where the plane of the film (x, y) cuts it."""
    return np.degrees(np.arctan2(-normal[0], normal[1]))


def measure_spine(overlays, parts, straight, worst):
    if overlays["body"]["forward_bend"] > 0:
        return # the numbers of the overlays are upright, the bones are not
    plates = fitted_plates(overlays, parts)
    for (level, end), (_, normal) in plates.items():
        said = np.array(overlays["end_plates"][level][end]["normal"])
        worst.see("plate_off_deg", np.degrees(np.arccos(np.clip(normal @ said, -1, 1))), f"{level} {end}")
    for curve in overlays["curves"]:
        ends = (curve["upper"], "upper"), (curve["lower"], "lower")
        if curve["asked_deg"] < 1 or any(end not in plates for end in ends):
            continue
        cobb = abs(lean_deg(plates[ends[0]][1]) - lean_deg(plates[ends[1]][1]))
        worst.see("cobb_off_deg", abs(cobb - curve["asked_deg"]), f"{cobb:.2f} of {curve['asked_deg']:.0f} degrees, {curve['upper']} to {curve['lower']}")
        worst.see("cobb_deg", cobb)
    middles = [0.5 * (plates[level, "upper"][0] + plates[level, "lower"][0]) for level in overlays["end_plates"] if (level, "upper") in plates and (level, "lower") in plates]
    length = sum(np.linalg.norm(a - b) for a, b in zip(middles, middles[1:]))
    worst.see("length_mm", length, f"{len(middles)} vertebrae")
    if straight is not None:
        worst.see("length_off_mm", abs(length - straight), f"{length:.2f} of {straight:.2f}")
    body = overlays["body"]
    worst.see("length_off_mm", abs(body["spine_length_mm"] - body["spine_length_straight_mm"]), "as said, C2 to S1")


def measure_disc(overlays, parts, worst):
    disc = overlays["disc"]
    if not disc or not disc["matter_mm"] or not disc["roots_table"]:
        return
    matter = np.array(disc["matter_mm"])
    sided = disc["side"] in ("left", "right")
    distances = {}
    for name, part in parts.items():
        root = name.startswith(("nerve.root_l", "nerve.root_s"))
        if (root and (not sided or name.endswith(disc["side"]))) or (name == "cauda_equina" and not sided):
            surface = Surface(part.corners)
            distances[name] = surface.nearest(matter, reach=60.0, together=24)[0].min()
    where = f"{disc['id']} {disc['zone']} {disc['side']} {disc['stage']}"
    told = ", ".join(f"{name} {mm:.1f}" for name, mm in sorted(distances.items(), key=lambda row: row[1])[:3])
    table = min(distances[name] for name in disc["roots_table"] if name in distances)
    worst.see("root_mm", table, f"{where}: {told}")
    worst.see("root_not_nearest", int(table > min(distances.values()) + 1.0), f"{where}: {told}")
    for found in disc["roots_found"]:
        if found["id"] in disc["roots_table"] and found["id"] in distances:
            worst.see("root_said_off_mm", abs(found["distance_mm"] - distances[found["id"]]), where)


class Body:
    """The surfaces that paths lie on, made when first asked for."""

    def __init__(self, overlays, parts):
        self.kinds = {row["id"]: row for row in overlays["structures"]}
        self.parts, self.made = parts, {}
        self.order = ["skin", "superficial", "intermediate", "deep", "bone", "nerve", "disc", "ligament"]

    def surface_of(self, stroke):
        name = "skin" if stroke["surface"] == "skin" else stroke["worked_from"]
        if name not in self.made:
            self.made[name] = Surface(np.concatenate([self.parts[i].corners for i in self.members(name)]))
        return self.made[name]

    def members(self, name):
        for i, row in self.kinds.items():
            if i not in self.parts:
                continue
            if name == "skin":
                if row["tissue"] == "skin":
                    yield i
            elif row["tissue"] in ("muscle", "fascia", "bone") and self.order.index(row["layer"]) >= self.order.index(name):
                yield i

    def part_surface(self, i):
        key = "part " + i
        if key not in self.made:
            self.made[key] = Surface(self.parts[i].corners)
        return self.made[key]


def measure_fibres(stroke, body, points, normals, worst):
    """At each row the fibres of the target that suits the hands' way best: several lie over one another."""
    way, rows = np.array(stroke["way"]), np.full(len(points), np.inf)
    for target in stroke["targets"]:
        part = body.parts.get(target)
        if part is None or part.fibres is None or not len(body.part_surface(target).near(points.min(0) - FIBRE_REACH_MM, points.max(0) + FIBRE_REACH_MM)):
            continue
        distance, triangle, shares = body.part_surface(target).nearest(points, reach=FIBRE_REACH_MM)
        fibres = np.einsum("ij,ijk->ik", shares, part.fibres[part.triangles[np.maximum(triangle, 0)]])
        fibres = fibres - dot(fibres, normals)[:, None] * normals
        there = (distance <= FIBRE_REACH_MM) & (np.linalg.norm(fibres, axis=1) >= 0.3)
        angle = np.degrees(np.arccos(np.clip(np.abs(dot(unit(fibres), way)), 0, 1)))
        off = 90 - angle if stroke["fibre_rule"] == "across" else angle
        rows = np.where(there, np.minimum(rows, off), rows)
    for r in np.flatnonzero(np.isfinite(rows)):
        if stroke["fibre_bound"][r]:
            worst.see("fibre_off_deg", rows[r], f"{stroke['id']} row {r}")
            worst.add("fibre_rows", 1)


def measure_target(stroke, body, points, normals, worst):
    """Straight into the body from every row of a path, and from the middle of a spot, lies a target, or at most a little beside it."""
    along = unit(np.gradient(points, axis=0))
    across = unit(np.cross(along, normals))
    spot = len(stroke["places"]) == 1
    rows = [len(points) // 2] if spot else range(len(points))
    beside = BESIDE_MM + (stroke["bearing_half_width_mm"] if spot else 0) # where a zone keeps a spot off, the hand's edge reaches it
    surfaces = [body.part_surface(i).about(points, 80.0) for i in stroke["targets"] if i in body.parts]
    surfaces = [surface for surface in surfaces if len(surface.corners)]
    for r in rows:
        places = [points[r]] + [points[r] + share * beside * (np.cos(a) * along[r] + np.sin(a) * across[r]) for share in (0.25, 0.5, 0.75, 1.0) for a in np.linspace(0, 2 * np.pi, 17)[:16]]
        if not any(np.isfinite(surface.first_from_outside([place], [normals[r]], *TARGET_RAY_MM)[0]) for place in places for surface in surfaces):
            worst.add("off_target_rows", 1, f"{stroke['id']} row {r}")


def measure_zones(stroke, zones, points, worst):
    footprint = [points, *(np.array(rim) for rim in stroke["rims_mm"])]
    footprint = np.concatenate([np.concatenate([line, 0.5 * (line[1:] + line[:-1])]) for line in footprint])
    for zone, corners in zones:
        near = footprint[np.all((footprint >= corners.min((0, 1))) & (footprint <= corners.max((0, 1))), 1)]
        if not len(near):
            continue
        held = int((np.abs(turns_about(near, corners)) > 0.5).sum())
        if not held:
            continue
        worst.see("zone_entries", held, f"{stroke['id']} P{stroke['pressure']} in {zone['id']} (P{zone['pressure_cap']})")
        still = stroke["direction"] == "static" and stroke["technique"] in ("compression", "palm_compression")
        breach = stroke["pressure"] > zone["pressure_cap"] or stroke["technique"] in zone["forbidden_techniques"] or (still and not zone["static_press"])
        worst.see("zone_breaches", held if breach else 0, f"{stroke['id']} P{stroke['pressure']} in {zone['id']} (P{zone['pressure_cap']})")


def measure_strokes(overlays, parts, worst):
    body = Body(overlays, parts)
    zones = [(zone, np.array(zone["points_mm"])[np.array(zone["triangles"], dtype=int).reshape(-1, 3)]) for zone in overlays["zones"] if zone["triangles"]]
    for stroke in overlays["strokes"]:
        points, normals = np.array(stroke["points_mm"]), np.array(stroke["normals"])
        surface = body.surface_of(stroke).about(points, 35.0)
        distance = surface.nearest(points)[0]
        worst.see("surface_mm", distance.max(), f"{stroke['id']} row {distance.argmax()}")
        below = 30.0 - surface.first_from_outside(points, normals, 30.0, 30.0)
        worst.see("below_outermost_mm", below.max(), f"{stroke['id']} row {below.argmax()}")
        to_target = np.min([body.part_surface(i).nearest(points)[0] for i in stroke["targets"] if i in parts], 0)
        worst.see("target_mm", to_target.max(), f"{stroke['id']} row {to_target.argmax()} to {stroke['targets'][0]} or its like")
        measure_target(stroke, body, points, normals, worst)
        if any(stroke["fibre_bound"]):
            measure_fibres(stroke, body, points, normals, worst)
        measure_zones(stroke, zones, points, worst)
        rise = points[-1, 1] - points[0, 1]
        if stroke["pace_unit"] == "cm/s":
            if "cephalad" in stroke["direction"]:
                worst.see("astray", max(0.0, GLIDE_RISE_MM - rise), stroke["id"])
            if "caudad" in stroke["direction"]:
                worst.see("astray", max(0.0, GLIDE_FALL_MM + rise), stroke["id"])
        worst.see("pressure", stroke["pressure"], stroke["id"])
    worst.see("strokes", len(overlays["strokes"]))
    worst.see("refused", len(overlays["refused"]))


def spine_length(folder):
    worst = Worst()
    overlays, parts = load(folder)
    measure_spine(overlays, parts, None, worst)
    return worst.get("length_mm")[0]


def load(folder):
    folder = pathlib.Path(folder)
    overlays = json.loads((folder / "overlays.json").read_text())
    if not overlays["format"].startswith("dorsum overlays 2"):
        raise SystemExit(f"{folder}: format {overlays['format']!r} is not known here")
    return overlays, read_glb(folder / "atlas.glb")


def measure(folder, straight=None):
    """All measures of one export; `straight`: length of the spine without a curve."""
    overlays, parts = load(folder)
    worst = Worst()
    worst.see("not_finite", sum(int(not np.isfinite(part.points).all()) for part in parts.values()))
    measure_spine(overlays, parts, straight, worst)
    measure_disc(overlays, parts, worst)
    measure_strokes(overlays, parts, worst)
    return overlays, worst


def broken(overlays, worst):
    """The limits that do not hold, in words."""
    out = [f"{name} {worst.get(name)[0]:.2f} above {limit}: {worst.get(name)[1]}" for name, limit in LIMITS.items() if (worst.get(name)[0] or 0) > limit]
    cap = 3 if overlays["mode"] == "kiosk" else 4
    if (worst.get("pressure")[0] or 0) > cap:
        out.append(f"pressed harder than P{cap}: {worst.get('pressure')[1]}")
    if worst.get("not_finite")[0]:
        out.append("meshes with points that are no numbers")
    return out


COLUMNS = (("Cobb", "cobb_deg", "{:.1f}"), ("off", "cobb_off_deg", "{:.2f}"), ("length off", "length_off_mm", "{:.2f}"), ("root", "root_mm", "{:.1f}"), ("strokes", "strokes", "{:.0f}"),
           ("refused", "refused", "{:.0f}"), ("surface", "surface_mm", "{:.2f}"), ("below", "below_outermost_mm", "{:.2f}"), ("target", "target_mm", "{:.0f}"), ("off", "off_target_rows", "{:.0f}"), ("fibre", "fibre_off_deg", "{:.1f}"),
           ("breach", "zone_breaches", "{:.0f}"), ("astray", "astray", "{:.0f}"))


def header(width):
    return " ".join(["state".ljust(width)] + [name.rjust(max(7, len(name))) for name, _, _ in COLUMNS])


def row(name, worst, width):
    cells = [name.ljust(width)]
    for title, key, form in COLUMNS:
        value = worst.get(key)[0]
        cells.append(("-" if value is None else form.format(value)).rjust(max(7, len(title))))
    return " ".join(cells)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", help="folders that dorsum export wrote")
    parser.add_argument("--straight", help="an export of the same body without a curve")
    arguments = parser.parse_args()
    straight = spine_length(arguments.straight) if arguments.straight else None
    width = max(len(pathlib.Path(folder).name) for folder in arguments.folders)
    print(header(width))
    failed = False
    for folder in arguments.folders:
        overlays, worst = measure(folder, straight)
        print(row(pathlib.Path(folder).name, worst, width))
        for name, (value, where) in sorted(worst.rows.items()):
            print(f"  {name} {value:.2f} {where}".rstrip())
        for words in broken(overlays, worst):
            failed = True
            print(f"  BROKEN: {words}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
