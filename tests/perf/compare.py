#!/usr/bin/env python3
"""How fast, beside a raw OpenGL program, f3d and VTK: one table of ratios.  See README.md in this folder.

  tests/perf/compare.py [--rounds 3] [--sizes 1280x720,1920x1080] [--json FILE]

Every round runs each viewer once, one after the other, on the same file; the ratios are medians over the rounds of each viewer
against the raw program (`bound`) of the same round, so that a busy machine slows both. Standard library only."""
import argparse
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SYSTEM_PYTHON = "/usr/bin/python3"  # the one that Debian's python3-vtk9 belongs to


def run(command, env=None, timeout=240):
    """Output, seconds on the monotonic clock when it began, peak memory in MB."""
    begin = time.monotonic()
    process = subprocess.Popen([str(c) for c in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ, **(env or {})))
    try:
        out, err = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise
    if process.returncode != 0:
        raise RuntimeError(f"{command[0]}: {err.decode(errors='replace')[-400:]}")
    return out.decode(), begin


def figures(command, env=None):
    wrapped = [sys.executable, "-c", "import resource,subprocess,sys;"
               "p=subprocess.run(sys.argv[1:]);"
               "print('\\npeak_kb', resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss);sys.exit(p.returncode)"] + [str(c) for c in command]
    out, begin = run(wrapped, env)
    data = json.loads(out[out.index("{"):out.rindex("}") + 1])
    data["peak_mb"] = int(re.search(r"peak_kb (\d+)", out).group(1)) / 1024
    data["cold_ms"] = 1e3 * (data["first_picture_at_s"] - begin)
    return data


class Display:
    """An X server for the viewers that need one."""

    def __init__(self):
        read, write = os.pipe()
        self.process = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1920x1080x24", "-noreset"], pass_fds=[write],
                                        stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as file:
            self.env = {"DISPLAY": ":" + file.readline().strip(), "LIBGL_ALWAYS_SOFTWARE": "1"}

    def close(self):
        self.process.terminate()
        self.process.wait()


def f3d_figures(file, width, height, frames, display, shim):
    """f3d has no benchmark: it is turned with the mouse while a preloaded clock notes each finished picture."""
    with tempfile.TemporaryDirectory() as folder:
        clock = Path(folder) / "clock"
        env = dict(os.environ, **display.env, LD_PRELOAD=str(shim), SWAP_CLOCK=str(clock), HOME=folder)
        begin = time.monotonic()
        process = subprocess.Popen(["f3d", f"--resolution={width},{height}", str(file)], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        def pictures():
            lines = clock.read_text().splitlines() if clock.exists() else []
            return [tuple(map(float, line.split())) for line in lines if len(line.split()) == 2]

        try:
            while not pictures():
                if process.poll() is not None or time.monotonic() - begin > 120:
                    raise RuntimeError("f3d shows nothing")
                time.sleep(0.05)
            time.sleep(1.0)
            first = pictures()[0]
            tool = lambda *words: subprocess.run(["xdotool", *map(str, words)], env=dict(os.environ, **display.env), check=False)  # noqa: E731
            tool("mousemove", width // 2, height // 2, "mousedown", 1)
            start, before, step = time.monotonic(), len(pictures()), 0
            while len(pictures()) < before + frames + 2 and time.monotonic() - start < 60:
                step += 1
                tool("mousemove", width // 2 + 30 + (7 * step) % (width // 3), height // 2 + step % 9)
            tool("mouseup", 1)
            shown = pictures()[before + 1:]
            peak = int(re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{process.pid}/status").read_text()).group(1)) / 1024
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
        if len(shown) < 3:
            raise RuntimeError("f3d does not turn")
        return {"frame_ms_median": 1e3 * statistics.median(b[0] - a[0] for a, b in zip(shown, shown[1:])),
                "cpu_ms_per_frame": 1e3 * (shown[-1][1] - shown[0][1]) / (len(shown) - 1), "cold_ms": 1e3 * (first[0] - begin), "peak_mb": peak}


def start_table(dorsum, atlas, f3d, display, shim, rounds):
    """Start of the process to the first complete picture of the default body; cold: the driver's shader cache is empty."""
    results = {}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as caches:
            for state in ("cold", "warm"):
                env = {"MESA_SHADER_CACHE_DIR": caches}
                # Dorsum's own linked programs lie in its cache folder: for a cold start they go as well.
                if state == "cold":
                    shutil.rmtree(atlas.parent / "programs", ignore_errors=True)
                for name, quality in (("dorsum, first picture (level 2)", "medium"), ("dorsum, finest level at once", "ultra")):
                    got = figures([dorsum, "bench", "--frames", 0, "--quality", quality, "--size", "1280x720"], env)
                    results.setdefault((name, state), []).append(got)
                if not f3d:
                    continue
                old = dict(display.env)
                display.env.update(env)
                for level in (2, 0):
                    got = f3d_figures(atlas / f"lod{level}.glb", 1280, 720, 3, display, shim)
                    results.setdefault((f"f3d {f3d}, the same triangles as level {level}", state), []).append(got)
                display.env.clear()
                display.env.update(old)
    print("\nStart of the process to the first complete picture of the default body, 1280x720\n\n| viewer | state | ms | peak MB |\n|---|---|---|---|")
    for (name, state), runs in sorted(results.items()):
        print(f"| {name} | {state} | {statistics.median(r['cold_ms'] for r in runs):.0f} | "
              f"{statistics.median(r['peak_mb'] for r in runs):.0f} |")


def version_of(words, pattern):
    try:
        found = re.search(pattern, subprocess.run(words, capture_output=True, text=True, check=False).stdout)
        return found.group(1) if found else None
    except OSError:
        return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=Path, default=ROOT / "build" / "release")
    parser.add_argument("--reference", type=Path, default=Path(os.environ.get("DORSUM_REFERENCE", ROOT.parent / "shared" / "reference")) / "bodyparts3d")
    parser.add_argument("--sizes", default="1280x720,1920x1080")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--frames", type=int, default=12)
    parser.add_argument("--start", action="store_true", help="measure the start instead")
    parser.add_argument("--only", default="", help="viewers by the beginning of their name, separated by commas")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    dorsum, bound = options.build / "dorsum", options.build / "perf" / "dorsum_bound"
    shim = options.build / "perf" / "libdorsum_swap_clock.so"
    if not dorsum.exists() or not bound.exists():
        sys.exit(f"build first: cmake --preset release && ninja -C {options.build} dorsum dorsum_bound dorsum_swap_clock")
    if not options.reference.is_dir():
        sys.exit(f"{options.reference}: no meshes to compare with (set DORSUM_REFERENCE)")
    scratch = Path(tempfile.gettempdir()) / "dorsum_perf"
    scratch.mkdir(exist_ok=True)
    back = scratch / "back.glb"
    if not back.exists():
        subprocess.run([sys.executable, HERE / "merge_glb.py", options.reference, back], check=True)
    has_x = shutil.which("Xvfb") is not None
    display = Display() if has_x else None
    f3d = version_of(["f3d", "--version"], r"(\d+\.\d+\.\d+)") if has_x and shutil.which("xdotool") else None
    vtk = version_of([SYSTEM_PYTHON, "-c", "import vtkmodules.vtkCommonCore as c; print(c.vtkVersion.GetVTKVersion())"], r"(\d+\.\d+\.\d+)") if has_x else None
    if not f3d:
        print("f3d is not here: left out (apt install f3d xdotool xvfb)")
    if not vtk:
        print("VTK is not here: left out (apt install python3-vtk9 xvfb)")

    if options.start:
        try:
            start_table(dorsum, Path(os.environ.get("DORSUM_CACHE", Path.home() / ".cache" / "dorsum")) / "atlas", f3d, display, shim, options.rounds)
        finally:
            if display:
                display.close()
        return

    def viewers(width, height):
        size, n = f"{width}x{height}", options.frames
        yield "bound", lambda: figures([bound, back, width, height, n])
        yield "dorsum, plain", lambda: figures([dorsum, "bench", "--plain", back, "--size", size, "--frames", n])
        yield "dorsum, this file", lambda: figures([dorsum, "bench", "--atlas", options.reference, "--size", size, "--frames", n])
        yield "dorsum, own body", lambda: figures([dorsum, "bench", "--size", size, "--frames", n])
        if f3d:
            yield f"f3d {f3d}", lambda: f3d_figures(back, width, height, n, display, shim)
        if vtk:
            for how in ("plain", "default"):
                yield f"VTK {vtk}, {how}", lambda how=how: figures([SYSTEM_PYTHON, HERE / "vtk_orbit.py", back, width, height, n, how], display.env)

    results = {}
    wanted = [w for w in options.only.split(",") if w]
    try:
        for size in options.sizes.split(","):
            width, height = map(int, size.split("x"))
            for round_ in range(options.rounds):
                base = None
                for name, measure in viewers(width, height):
                    if wanted and name != "bound" and not any(name.startswith(w) for w in wanted):
                        continue
                    try:
                        got = measure()
                    except (RuntimeError, subprocess.TimeoutExpired) as problem:
                        print(f"{name}: {problem}", file=sys.stderr)
                        continue
                    base = got if name == "bound" else base
                    got["wall_ratio"] = got["frame_ms_median"] / base["frame_ms_median"]
                    got["cpu_ratio"] = got["cpu_ms_per_frame"] / base["cpu_ms_per_frame"]
                    results.setdefault(size, {}).setdefault(name, []).append(got)
                    print(f"{size} {round_ + 1}/{options.rounds} {name}: {got['frame_ms_median']:.0f} ms, CPU {got['cpu_ms_per_frame']:.0f} ms", file=sys.stderr)
    finally:
        if display:
            display.close()

    middle = lambda runs, key: statistics.median(r[key] for r in runs if key in r)  # noqa: E731
    for size, table in results.items():
        print(f"\n{size}, medians of {options.rounds} interleaved rounds\n\n| viewer | wall x | CPU x | frame ms | CPU ms | cold start ms | peak MB |\n|---|---|---|---|---|---|---|")
        for name, runs in table.items():
            print(f"| {name} | {middle(runs, 'wall_ratio'):.2f} | {middle(runs, 'cpu_ratio'):.2f} | {middle(runs, 'frame_ms_median'):.0f} "
                  f"| {middle(runs, 'cpu_ms_per_frame'):.0f} | {middle(runs, 'cold_ms'):.0f} | {middle(runs, 'peak_mb'):.0f} |")
    if options.json:
        options.json.write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
