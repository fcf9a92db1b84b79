#!/usr/bin/env python3
"""Every fault of the test camera, over and over in random order, beside the program that watches it.

    tests/equipment/soak.py target/release/takeback [ROUNDS] [SEED] [--window]

With --window the program is the real window (what that needs says desk.py), and in half of the faults its
operator goes to another screen and comes back meanwhile.

Prints, a fault: how often it was in force, how long until frames came again (median, worst), and the
resident memory at the start and at the end. Fails where a picture took more than 3 seconds to come
back, or memory grew by more than 16 MiB (a window's is only said: it loads models). Standard library only, unless there is
a window.
"""

import atexit
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

HERE = Path(__file__).parent
FAULTS = ["stall", "stuck", "short", "corrupt", "gone", "busy", "denied", "error", "format"]
BACK_WITHIN_S = 3.0
GROWTH_MIB = 16


def bench(folder):
    facts = folder / "facts/video0"
    (facts / "device").mkdir(parents=True)
    (folder / "dev").mkdir()
    (folder / "dev/video0").touch()
    for fact, text in {"name": "Test Camera", "index": "0", "idVendor": "1d6b", "idProduct": "0102", "serial": "S"}.items():
        (facts / fact).write_text(text)
    (folder / "yuyv").write_bytes(bytes([120, 128, 90, 128]) * (640 * 480 // 2))
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", folder / "v4l2.so", HERE / "v4l2.c", "-ldl", "-lpthread"], check=True)


def resident_mib(pid):
    return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1]) / 1024


def frames(folder):
    """What the camera has handed out so far."""
    try:
        return int((folder / "frames").read_text() or 0)
    except (FileNotFoundError, ValueError):
        return 0


def follow(said, state):
    """Notes whether the program says that frames come that it can show: damaged ones do not count."""
    for line in said:
        state["is live"] = " s  live: " in line


def window(program, folder, environment):
    from desk import Desk

    home = folder / "home"
    home.mkdir()
    (home / "settings.toml").write_text('site_mode = "RESEARCH"\noperator = "A. Tester"\ncamera_sleep_seconds = 0\n')
    (home / "window.toml").write_text('language = "en-US"\nvolume = "off"\n')
    desk = Desk(program, home, environment=environment)
    atexit.register(desk.close)
    desk.tap("Just try it")
    return desk


def main():
    asked = [word for word in sys.argv[1:] if word != "--window"]
    program, rounds = Path(asked[0]).resolve(), int(asked[1]) if len(asked) > 1 else 50
    chance = random.Random(int(asked[2]) if len(asked) > 2 else 1)
    faults = FAULTS * rounds
    chance.shuffle(faults)
    back = {fault: [] for fault in FAULTS}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bench(folder)
        jpeg = folder / "picture.jpg"
        subprocess.run([program, "demo-tray", "--width", "640", "--out", jpeg], check=True, stdout=subprocess.DEVNULL)
        environment = {"LD_PRELOAD": str(folder / "v4l2.so"), "TAKEBACK_V4L2": name, "PATH": "/usr/bin:/bin"}
        desk = window(program, folder, environment) if "--window" in sys.argv else None
        state = {"is live": False}
        if desk:
            child = desk.window
        else:
            args = [program, "--home", folder / "home", "camera", "watch", "--seconds", "1000000"]
            child = subprocess.Popen(args, env=environment, stdout=subprocess.PIPE, text=True)
            threading.Thread(target=follow, args=(child.stdout, state), daemon=True).start()
        while frames(folder) < 30:
            time.sleep(0.1)
        begun, start = time.monotonic(), resident_mib(child.pid)
        for fault in faults:
            if fault == "format":
                # Comes back as another camera would: unplugged, then with the other format.
                (folder / "fault").write_text("gone")
                mjpeg = folder / "mjpeg"
                mjpeg.unlink() if mjpeg.exists() else mjpeg.write_bytes(jpeg.read_bytes())
            else:
                (folder / "fault").write_text(fault)
            time.sleep(chance.uniform(0.2, 4.0))
            if desk and chance.random() < 0.5:
                desk.key("F2")
                time.sleep(chance.uniform(0.1, 4.0))
                desk.key("ctrl+i")
            before, cleared = frames(folder), time.monotonic()
            (folder / "fault").write_text("")
            while frames(folder) < before + 2 or not (desk or state["is live"]):
                time.sleep(0.02)
                if child.poll() is not None:
                    sys.exit(f"the program ended with status {child.returncode} after {fault}")
                if time.monotonic() - cleared > 20:
                    sys.exit(f"no picture 20 s after {fault}")
            back[fault].append(time.monotonic() - cleared)
            time.sleep(chance.uniform(0.1, 1.0))
        end = resident_mib(child.pid)
        child.terminate()
        child.wait()
    for fault, times in back.items():
        print(f"{fault:8} {len(times):4} times, back after {statistics.median(times):.2f} s, worst {max(times):.2f} s")
    print(f"{(time.monotonic() - begun) / 60:.1f} minutes, resident {start:.1f} MiB, at the end {end:.1f} MiB")
    grew = end - start > GROWTH_MIB and not desk
    if max(max(times) for times in back.values()) > BACK_WITHIN_S or grew:
        sys.exit("worse than it must be")


if __name__ == "__main__":
    main()
