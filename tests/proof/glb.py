"""Reads a binary glTF into numpy arrays, and answers a few questions about triangles. Nothing of Dorsum in here."""
import json
import struct

import numpy as np

COMPONENTS = {5121: "u1", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4}


class Part:
    """One structure: points in mm, triangles as index triples, normals, and fibre directions (or None)."""

    def __init__(self, points, triangles, normals, fibres):
        self.points, self.triangles, self.normals, self.fibres = points, triangles, normals, fibres

    @property
    def corners(self):
        return self.points[self.triangles]


def read_glb(path):
    data = open(path, "rb").read()
    magic, version, length = struct.unpack("<III", data[:12])
    if magic != 0x46546C67 or version != 2 or length != len(data):
        raise ValueError(f"{path} is no binary glTF 2")
    size = struct.unpack("<I", data[12:16])[0]
    gltf, start = json.loads(data[20 : 20 + size]), 20 + size + 8

    def array(index):
        accessor = gltf["accessors"][index]
        view = gltf["bufferViews"][accessor["bufferView"]]
        width = WIDTHS[accessor["type"]]
        at = start + view.get("byteOffset", 0) + accessor.get("byteOffset", 0)
        flat = np.frombuffer(data, COMPONENTS[accessor["componentType"]], accessor["count"] * width, at)
        return flat.reshape(-1, width) if width > 1 else flat

    parts = {}
    for node in gltf["nodes"]:
        if "mesh" not in node:
            continue
        primitive = gltf["meshes"][node["mesh"]]["primitives"][0]
        attributes = primitive["attributes"]
        fibres = array(attributes["TANGENT"])[:, :3].astype(float) if "TANGENT" in attributes else None
        parts[node["name"]] = Part(1000.0 * array(attributes["POSITION"]).astype(float), array(primitive["indices"]).reshape(-1, 3).astype(int),
                                   array(attributes["NORMAL"]).astype(float), fibres)
    return parts


def dot(a, b):
    return np.einsum("...i,...i->...", a, b)


def unit(a):
    return a / np.maximum(np.linalg.norm(a, axis=-1, keepdims=True), 1e-12)


def nearest_on_triangles(points, corners):
    """Distance of every point to its nearest triangle, that triangle, and the shares of its corners there (Ericson's regions)."""
    a, b, c = corners[:, 0], corners[:, 1], corners[:, 2]
    ab, ac, p = b - a, c - a, points[:, None, :]
    ap, bp, cp = p - a, p - b, p - c
    d1, d2, d3, d4, d5, d6 = dot(ab, ap), dot(ac, ap), dot(ab, bp), dot(ac, bp), dot(ab, cp), dot(ac, cp)
    va, vb, vc = d3 * d6 - d5 * d4, d5 * d2 - d1 * d6, d1 * d4 - d3 * d2
    with np.errstate(divide="ignore", invalid="ignore"):
        v, w = vb / (va + vb + vc), vc / (va + vb + vc)
        shares = np.stack([1 - v - w, v, w], -1)
        one, zero = np.ones_like(d1), np.zeros_like(d1)
        for inside, at in (  # the later ones win: corners over edges over the face
            ((va <= 0) & (d4 >= d3) & (d5 >= d6), lambda: (zero, 1 - (d4 - d3) / ((d4 - d3) + (d5 - d6)), (d4 - d3) / ((d4 - d3) + (d5 - d6)))),
            ((vb <= 0) & (d2 >= 0) & (d6 <= 0), lambda: (1 - d2 / (d2 - d6), zero, d2 / (d2 - d6))),
            ((vc <= 0) & (d1 >= 0) & (d3 <= 0), lambda: (1 - d1 / (d1 - d3), d1 / (d1 - d3), zero)),
            ((d6 >= 0) & (d5 <= d6), lambda: (zero, zero, one)),
            ((d3 >= 0) & (d4 <= d3), lambda: (zero, one, zero)),
            ((d1 <= 0) & (d2 <= 0), lambda: (one, zero, zero)),
        ):
            shares = np.where(inside[..., None], np.stack(at(), -1), shares)
    shares = np.nan_to_num(shares, nan=1 / 3)
    on = shares[..., 0:1] * a + shares[..., 1:2] * b + shares[..., 2:3] * c
    distance = np.linalg.norm(p - on, axis=-1)
    best = distance.argmin(1)
    rows = np.arange(len(points))
    return distance[rows, best], best, shares[rows, best]


class Surface:
    """Triangles that can be asked for what is near: only those of a box are looked at."""

    def __init__(self, corners):
        self.corners = corners
        self.low, self.high = corners.min(1), corners.max(1)

    def near(self, low, high):
        return np.flatnonzero(np.all(self.high >= low, 1) & np.all(self.low <= high, 1))

    def about(self, points, margin):
        """The part of it round these points: many questions about one place are then answered faster."""
        return Surface(self.corners[self.near(points.min(0) - margin, points.max(0) + margin)])

    def nearest(self, points, reach=150.0, together=6):
        """Like nearest_on_triangles, with the triangle's number in this surface; inf and -1 where nothing lies within reach."""
        distance, triangle, shares = np.full(len(points), np.inf), np.full(len(points), -1), np.zeros((len(points), 3))
        for first in range(0, len(points), together):
            part = slice(first, first + together)
            group = points[part]
            for within in (6.0, 25.0, reach):
                at = self.near(group.min(0) - within, group.max(0) + within)
                if not len(at):
                    continue
                distance[part], best, shares[part] = nearest_on_triangles(group, self.corners[at])
                triangle[part] = at[best]
                if distance[part].max() <= within:
                    break
        return distance, triangle, shares

    def first_from_outside(self, points, outward, start, deep):
        """How far on its way from `start` outside of each point to `deep` below it a ray meets the surface first; inf where it does not."""
        out = np.full(len(points), np.inf)
        for i, (point, normal) in enumerate(zip(points, outward)):
            origin, end = point + start * normal, point - deep * normal
            corners = self.corners[self.near(np.minimum(origin, end), np.maximum(origin, end))]
            if not len(corners):
                continue
            e1, e2, ray = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0], -normal
            h = np.cross(ray, e2)
            det = dot(e1, h)
            with np.errstate(divide="ignore", invalid="ignore"):
                s = origin - corners[:, 0]
                u = dot(s, h) / det
                q = np.cross(s, e1)
                v, t = dot(q, ray) / det, dot(e2, q) / det
                hit = (np.abs(det) > 1e-12) & (u >= 0) & (v >= 0) & (u + v <= 1) & (t >= 0) & (t <= start + deep)
            if hit.any():
                out[i] = t[hit].min()
        return out


def turns_about(points, corners):
    """How often a closed surface winds about each point: 0 outside."""
    a, b, c = (corners[None, :, k] - points[:, None] for k in range(3))
    la, lb, lc = (np.linalg.norm(x, axis=-1) for x in (a, b, c))
    return 2 * np.arctan2(dot(a, np.cross(b, c)), la * lb * lc + dot(a, b) * lc + dot(b, c) * la + dot(c, a) * lb).sum(1) / (4 * np.pi)
