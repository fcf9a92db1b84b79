#!/usr/bin/env python3
"""Times the live window under a display: `make bench` runs this in Xvfb.

A camera played by tests/equipment hands out 1280x720 at 30 frames a second: an empty tray, then a
hand that passes over it and leaves one pill more behind, up to eight.  Prints how long it takes from
the hand's leaving to the new pill's candidates on the screen, how many different frames of the camera
are shown a second meanwhile, the processor's time a frame of the window, and the share of one core
that a scene lying still costs.  Standard library only; the pills are drawn by `takeback demo-tray`.

    benches/live.py target/release/takeback [ROUNDS]
"""

import os
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EQUIPMENT = Path(__file__).resolve().parent.parent / "tests/equipment/v4l2.c"
WIDTH, HEIGHT, PILLS = 1280, 720, 8
LINE = 2 * WIDTH  # bytes a line of YUYV
TICKS = os.sysconf("SC_CLK_TCK")


def yuyv(bmp):
    """The top of a 24-bit BMP picture, Rec. 601 with the narrow range that webcams send."""
    data = bmp.read_bytes()
    start, (width, height) = struct.unpack_from("<I", data, 10)[0], struct.unpack_from("<ii", data, 18)
    stride, out = (3 * width + 3) // 4 * 4, bytearray()
    for row in range(HEIGHT):
        at = start + (abs(height) - 1 - row if height > 0 else row) * stride
        b, g, r = (data[at + channel : at + 3 * WIDTH : 3] for channel in range(3))
        y = bytes((66 * r + 129 * g + 25 * b + 4224) >> 8 for r, g, b in zip(r, g, b))
        u = bytes((-38 * r - 74 * g + 112 * b + 32896) >> 8 for r, g, b in zip(r[::2], g[::2], b[::2]))
        v = bytes((112 * r - 94 * g - 18 * b + 32896) >> 8 for r, g, b in zip(r[::2], g[::2], b[::2]))
        line = bytearray(LINE)
        line[0::2], line[1::4], line[3::4] = y, u, v
        out += line
    return out


def paste(to, source, center, half):
    """Copies the square around a pill."""
    x0, x1 = (max(0, min(WIDTH, center[0] + side * half)) // 2 * 2 for side in (-1, 1))
    for row in range(max(0, center[1] - half), min(HEIGHT, center[1] + half)):
        part = slice(row * LINE + 2 * x0, row * LINE + 2 * x1)
        to[part] = source[part]


def hand(scene):
    """Frames in which a dark bar passes from side to side."""
    frames = bytearray()
    for step in range(12):
        frame, x = bytearray(scene), step * (WIDTH - 300) // 11 // 2 * 2
        for row in range(HEIGHT):
            at = row * LINE + 2 * x
            frame[at : at + 600] = bytes([70, 118, 70, 140]) * 150
        frames += frame
    return frames


class Camera:
    """What the program sees."""

    def __init__(self, folder, program):
        self.folder = folder
        facts = folder / "facts/video0"
        (facts / "device").mkdir(parents=True)
        (folder / "dev").mkdir()
        (folder / "dev/video0").touch()
        for fact, text in {"name": "Test Camera", "index": "0", "idVendor": "1d6b", "idProduct": "0102", "serial": "S"}.items():
            (facts / fact).write_text(text)
        library = folder / "v4l2.so"
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", f"-DWIDTH={WIDTH}", f"-DHEIGHT={HEIGHT}", "-o", library, EQUIPMENT, "-ldl", "-lpthread"], check=True)
        self.environment = {**os.environ, "LD_PRELOAD": str(library), "TAKEBACK_V4L2": str(folder)}
        empty, full = folder / "empty.bmp", folder / "full.bmp"
        draw = [program, "demo-tray", "--seed", "3", "--width", str(WIDTH)]
        subprocess.run([*draw, "--count", "0", "--out", empty], check=True, stdout=subprocess.DEVNULL)
        table = subprocess.run([*draw, "--count", str(PILLS), "--out", full], check=True, stdout=subprocess.PIPE).stdout.decode()
        subprocess.run([program, "demo-tray", "--count", "1", "--out", folder / "one.bmp"], check=True, stdout=subprocess.DEVNULL)
        centers = [tuple(map(int, line.split()[0].split(","))) for line in table.splitlines() if line[:1].isdigit()]
        # The picture is 4:3 and the frame its top; what does not fit is left out.
        half = 118
        centers = [center for center in centers if center[1] + half < HEIGHT + 60]
        scene, filled = yuyv(empty), yuyv(full)
        self.scenes, self.hands = [bytes(scene)], []
        for center in centers:
            self.hands.append(hand(scene))
            paste(scene, filled, center, half)
            self.scenes.append(bytes(scene))
        self.show(self.scenes[0])

    def show(self, frames):
        new = self.folder / "new"
        new.write_bytes(frames)
        new.rename(self.folder / "yuyv")


def lines(log):
    """Whole lines of the frame log: time, ms, camera's frame, pills, pills with candidates."""
    text = log.read_text() if log.exists() else ""
    rows = (line.split() for line in text.splitlines()[: text.count("\n")])
    return [(int(at) / 1e6, float(ms), int(frame), int(pills), int(read)) for at, ms, frame, pills, read in rows]


def wait(log, holds, seconds=30):
    """The first line of the log for which it holds, from now on."""
    deadline = time.time() + seconds
    while time.time() < deadline:
        for line in reversed(lines(log)[-400:]):
            if holds(line):
                return line
        time.sleep(0.02)
    sys.exit(f"never came; the last frame drawn: {lines(log)[-1:]}")


def cpu_s(pid):
    """Processor time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def a_round(program, camera, number):
    """Lays down pill after pill; latencies, the log, and the idle share of one core."""
    log, home = camera.folder / f"frames-{number}", camera.folder / f"home-{number}"
    home.mkdir()
    (home / "settings.toml").write_text('site_mode = "RESEARCH"\noperator = "A. Tester"\n')
    # A station with a record in it greets nobody.
    record = [program, "--home", home, "record", "--unidentified", "--quantity", "1", camera.folder / "one.bmp"]
    subprocess.run(record, check=True, stdout=subprocess.DEVNULL)
    camera.show(camera.scenes[0])
    child = subprocess.Popen([program, "--home", home], env={**camera.environment, "TAKEBACK_BENCH_FRAMES": str(log)})
    try:
        wait(log, lambda line: line[2] > 5)
        time.sleep(4)  # the models are loaded meanwhile
        waits, begun = [], time.time()
        for count, moving in enumerate(camera.hands, 1):
            camera.show(moving)
            time.sleep(0.6)
            camera.show(camera.scenes[count])
            left = time.time()
            shown = wait(log, lambda line, count=count, left=left: line[0] > left and line[3] >= count and line[4] >= count)
            first = next(line for line in lines(log) if line[0] > left and line[3] >= count and line[4] >= count)
            waits.append(min(first[0], shown[0]) - left)
            time.sleep(0.5)
        busy = [line for line in lines(log) if line[0] >= begun]
        time.sleep(12)  # imprints are read, and the camera comes to rest
        before, at = cpu_s(child.pid), time.monotonic()
        time.sleep(20)
        return waits, busy, (cpu_s(child.pid) - before) / (time.monotonic() - at)
    finally:
        child.terminate()
        child.wait()


def at_share(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def main():
    program, rounds = Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as name:
        camera = Camera(Path(name), program)
        waits, rates, took, idle = [], [], [], []
        for number in range(rounds):
            some, busy, still = a_round(program, camera, number)
            waits += some
            idle.append(still)
            took += [line[1] for line in busy]
            span = busy[-1][0] - busy[0][0]
            rates.append(len({line[2] for line in busy}) / span)
    print(f"pill laid down to candidates: median {statistics.median(waits) * 1000:.0f} ms, p95 {at_share(waits, 0.95) * 1000:.0f} ms of {len(waits)}")
    print(f"live while identifying: {statistics.median(rates):.1f} different frames/s shown, p95 {at_share(took, 0.95):.1f} ms of processor a frame of the window, median {statistics.median(took):.1f} ms")
    print(f"still scene: {100 * statistics.median(idle):.1f} % of one core")


if __name__ == "__main__":
    main()
