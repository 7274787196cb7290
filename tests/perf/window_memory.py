#!/usr/bin/env python3
"""How much memory a window has needed at most, step by step, as somebody uses it: a real window in Xvfb, worked with xdotool.
Usage: window_memory.py [dorsum] [--size 1280x720] [--quality auto] [--rounds 1]; prints VmHWM (and VmRSS) in MiB after each step."""
import argparse
import os
import pathlib
import re
import subprocess
import time

root = pathlib.Path(__file__).resolve().parents[2]
parser = argparse.ArgumentParser()
parser.add_argument("dorsum", nargs="?", default=str(root / "build/release/dorsum"))
parser.add_argument("--size", default="1280x720")
parser.add_argument("--quality", default="auto")
parser.add_argument("--rounds", type=int, default=1)
options = parser.parse_args()
width, height = map(int, options.size.split("x"))


def walk(display):
    environment = {**os.environ, "DISPLAY": display, "LIBGL_ALWAYS_SOFTWARE": "1"}
    viewer = subprocess.Popen([options.dorsum, "view", "--size", options.size, "--quality", options.quality], env=environment)
    tool = lambda *words: subprocess.run(["xdotool", *map(str, words)], env=environment, check=True)  # noqa: E731
    found = []

    def note(step, wait_s):
        time.sleep(wait_s)
        status = pathlib.Path(f"/proc/{viewer.pid}/status").read_text()
        peak, now = (int(re.search(rf"{name}:\s+(\d+)", status).group(1)) // 1024 for name in ("VmHWM", "VmRSS"))
        found.append(f"{step} {peak} ({now})")

    def drag(dx, dy):
        tool("mousemove", width // 2, height // 2, "mousedown", 1)
        for _ in range(20):
            tool("mousemove_relative", "--", dx, dy)
            time.sleep(0.05)
        tool("mouseup", 1)

    try:
        note("start", 8)
        drag(10, 2)
        note("dragged", 3)
        tool("mousemove", int(0.47 * width), int(0.42 * height), "click", 1)
        note("clicked", 2)
        tool("key", "l")
        note("labels", 3)
        drag(10, 2)
        note("labels, turned", 3)
        tool("key", "l", "key", "c")
        note("cut", 4)
        drag(-10, -2)
        note("cut, turned", 3)
    finally:
        viewer.terminate()
        viewer.wait()
    print(" · ".join(found), flush=True)


display = f":{100 + os.getpid() % 800}"
server = subprocess.Popen(["Xvfb", display, "-screen", "0", f"{width}x{height}x24"], stderr=subprocess.DEVNULL)
try:
    time.sleep(1)
    for _ in range(options.rounds):
        walk(display)
finally:
    server.terminate()
    server.wait()
