#!/usr/bin/env python3
"""From the last movement of the mouse to the refined picture on the screen: a real window in Xvfb, dragged with xdotool.
Usage: rest_clock.py [dorsum] [--rounds 5] [--size 1280x720] [--quality medium]; prints milliseconds, one line a round, and the median."""
import argparse
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

root = pathlib.Path(__file__).resolve().parents[2]
parser = argparse.ArgumentParser()
parser.add_argument("dorsum", nargs="?", default=str(root / "build/release/dorsum"))
parser.add_argument("--rounds", type=int, default=5)
parser.add_argument("--size", default="1280x720")
parser.add_argument("--quality", default="medium")
options = parser.parse_args()
clock = next((root / "build/release").rglob("libdorsum_swap_clock.so"), None)


def swaps(path):
    return [float(line.split()[0]) for line in pathlib.Path(path).read_text().splitlines()] if os.path.exists(path) else []


def quiet(path, still_s=1.5, limit_s=60):
    begin = time.monotonic()
    while time.monotonic() - begin < limit_s:
        times = swaps(path)
        if times and time.monotonic() - times[-1] > still_s:
            return
        time.sleep(0.1)


width, height = map(int, options.size.split("x"))
display = f":{100 + os.getpid() % 800}"
server = subprocess.Popen(["Xvfb", display, "-screen", "0", f"{width}x{height}x24"], stderr=subprocess.DEVNULL)
try:
    time.sleep(1)
    with tempfile.TemporaryDirectory() as folder:
        log = os.path.join(folder, "swaps")
        environment = {**os.environ, "DISPLAY": display, "SWAP_CLOCK": log, "LD_PRELOAD": str(clock)}
        viewer = subprocess.Popen([options.dorsum, "view", "--size", options.size, "--do", f"quality {options.quality}"], env=environment)
        try:
            quiet(log)
            tool = lambda *words: subprocess.run(["xdotool", *map(str, words)], env={**os.environ, "DISPLAY": display}, check=True)
            found = []
            for _ in range(options.rounds):
                x, y = width // 2, height // 2
                tool("mousemove", x, y, "mousedown", 1)
                for step in range(12):
                    tool("mousemove", x + 10 * step, y)
                    time.sleep(0.03)
                time.sleep(0.4)  # held still: no inertia follows
                tool("mouseup", 1)
                last = time.monotonic()
                time.sleep(0.2)
                quiet(log)
                after = [1000 * (t - last) for t in swaps(log) if t > last]
                print("ms after the last input:", " ".join(f"{t:.0f}" for t in after), flush=True)
                found.append(after[-1] if after else float("nan"))
            print(f"last picture: median {statistics.median(found):.0f} ms", flush=True)
        finally:
            viewer.terminate()
            viewer.wait()
finally:
    server.terminate()
    server.wait()
