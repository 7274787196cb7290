"""Many GLB files in one, triangles untouched: what every viewer in the comparison is given.  merge_glb.py FOLDER OUT.glb
Node transforms stay as they are; files of another unit (../shared/reference/README.md) get a parent that scales them."""
import json
import struct
import sys
from pathlib import Path

OTHER_UNIT, FACTOR = ("_FMA16202_", "_FMA12519_", "_FMA12520_", "_FMA7486_", "_FMA13295_"), 27.64


def read_glb(path):
    data = path.read_bytes()
    if len(data) < 28 or data[:4] != b"glTF":
        return None
    length = struct.unpack_from("<I", data, 12)[0]
    binary = struct.unpack_from("<I", data, 20 + length)[0]
    return json.loads(data[20:20 + length]), data[28 + length:28 + length + binary]


def merge(folder, out):
    nodes, meshes, accessors, views, roots, blobs, offset, triangles = [], [], [], [], [], [], 0, 0
    for path in sorted(Path(folder).rglob("*.glb")):
        read = read_glb(path)
        if read is None:
            continue
        root, blob = read
        first_view, first_accessor, first_mesh, first_node = len(views), len(accessors), len(meshes), len(nodes)
        for view in root["bufferViews"]:
            views.append(dict(view, buffer=0, byteOffset=offset + view.get("byteOffset", 0)))
        for accessor in root["accessors"]:
            accessors.append(dict(accessor, bufferView=first_view + accessor["bufferView"]))
        for mesh in root["meshes"]:
            parts = []
            for part in mesh["primitives"]:
                triangles += root["accessors"][part["indices"]]["count"] // 3
                parts.append({"attributes": {k: first_accessor + part["attributes"][k] for k in ("POSITION", "NORMAL")},
                              "indices": first_accessor + part["indices"], "material": 0})
            meshes.append({"name": mesh["name"], "primitives": parts})
        for node in root["nodes"]:
            moved = {k: v for k, v in node.items() if k not in ("mesh", "children")}
            if "mesh" in node:
                moved["mesh"] = first_mesh + node["mesh"]
            if "children" in node:
                moved["children"] = [first_node + c for c in node["children"]]
            nodes.append(moved)
        tops = [first_node + n for n in root["scenes"][0]["nodes"]]
        if any(mark in path.name for mark in OTHER_UNIT):
            nodes.append({"name": path.stem + " scaled", "scale": [FACTOR] * 3, "children": tops})
            tops = [len(nodes) - 1]
        roots += tops
        blob += b"\0" * (-len(blob) % 4)
        blobs.append(blob)
        offset += len(blob)
    # The files lie on their backs (+z up after their transforms): stand them up, as viewers expect of glTF (+y up).
    nodes.append({"name": "upright", "rotation": [-0.70710678, 0, 0, 0.70710678], "children": roots})
    root = {"asset": {"version": "2.0", "generator": "merge_glb.py"}, "scene": 0, "scenes": [{"nodes": [len(nodes) - 1]}],
            "nodes": nodes, "meshes": meshes, "accessors": accessors, "bufferViews": views, "buffers": [{"byteLength": offset}],
            "materials": [{"name": "plain", "doubleSided": True,
                           "pbrMetallicRoughness": {"baseColorFactor": [0.8, 0.8, 0.8, 1], "metallicFactor": 0}}]}
    text = json.dumps(root).encode()
    text += b" " * (-len(text) % 4)
    with open(out, "wb") as file:
        file.write(struct.pack("<4sII", b"glTF", 2, 28 + len(text) + offset))
        file.write(struct.pack("<I4s", len(text), b"JSON") + text + struct.pack("<I4s", offset, b"BIN\0"))
        for blob in blobs:
            file.write(blob)
    return triangles


if __name__ == "__main__":
    print(merge(sys.argv[1], sys.argv[2]), "triangles")
