#!/usr/bin/env python3
"""From the first start to an exported record, in the real window, with mouse and keyboard.

Usage: tests/equipment/walkthrough.py PROGRAM [FOLDER]     (`make walkthrough`)

The camera is the played one (`v4l2.c`), which looks at a drawn pill. Every step is a picture in FOLDER
[target/walkthrough]. Nothing is taken on trust: each step waits for what it brings about, and at the
end the exported rows, the log and the chain are read. Needs Xvfb, xdotool and ImageMagick.
"""
import csv
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WIDTH, HEIGHT = 1280, 800
# The ground of the button that moves the work on, in the light theme (src/ui/theme.rs).
PRIMARY = bytes([0x0B, 0x5C, 0xAD])
PATIENCE_S = 120
PASSPHRASE = "correct horse battery"


def until(what, holds, do=lambda: None):
    """Waits until `holds()` gives something true, doing `do` before each look."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        do()
        found = holds()
        if found:
            return found
        time.sleep(0.3)
    sys.exit(f"walkthrough: never came: {what}")


class Desk:
    """A screen without a window manager, the played camera, and the program."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.step = 0
        self.scratch = tempfile.TemporaryDirectory()
        self.home = Path(self.scratch.name) / "home"
        self.home.mkdir()
        (self.home / "settings.toml").write_text('language = "en-US"\ntheme = "light"\nvolume = "off"\n')
        read, write = os.pipe()
        self.screen = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{WIDTH}x{HEIGHT}x24"],
            pass_fds=[write],
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as display:
            self.environment = {**os.environ, "DISPLAY": ":" + display.readline().strip()}
        self.window = subprocess.Popen(
            [program, "--home", self.home],
            env={**self.environment, **self.camera()},
            stderr=(folder / "window.log").open("w"),
        )
        found = until("the window", lambda: self.ask("search", "--onlyvisible", "--name", "^takeback$"))
        number = found.split()[0]
        self.ask("windowmove", number, "0", "0", "windowsize", number, str(WIDTH), str(HEIGHT))
        self.ask("windowfocus", number)

    def camera(self):
        """The played camera: one drawn pill, and the facts under which the system lists it."""
        folder = Path(self.scratch.name) / "camera"
        facts = folder / "facts/video0"
        (facts / "device").mkdir(parents=True)
        (folder / "dev").mkdir()
        (folder / "dev/video0").touch()
        for fact, words in [("name", "Test Camera"), ("index", "0"), ("idVendor", "1d6b"), ("idProduct", "0102"), ("serial", "S123")]:
            (facts / fact).write_text(words + "\n")
        drawn = folder / "drawn.png"
        subprocess.run([self.program, "demo-tray", "--count", "1", "--out", drawn], check=True, stdout=subprocess.DEVNULL)
        subprocess.run(["convert", drawn, "-resize", "640x480!", f"jpeg:{folder}/mjpeg"], check=True)
        library = folder / "v4l2.so"
        source = ROOT / "tests/equipment/v4l2.c"
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl", "-lpthread"], check=True)
        return {"LD_PRELOAD": str(library), "TAKEBACK_V4L2": str(folder)}

    def ask(self, *words):
        done = subprocess.run(["xdotool", *words], env=self.environment, capture_output=True, text=True)
        return done.stdout.strip()

    def key(self, *keys):
        for key in keys:
            self.ask("key", key)
            time.sleep(0.15)

    def type(self, words):
        self.ask("type", "--delay", "25", words)

    def pixels(self):
        return subprocess.run(
            ["import", "-window", "root", "-depth", "8", "rgb:-"], env=self.environment, capture_output=True, check=True
        ).stdout

    def primaries(self):
        """Left, top, right and bottom of each button in the colour of what moves the work on."""
        pixels, boxes = self.pixels(), []
        run = PRIMARY * 60
        for y in range(0, HEIGHT, 4):
            row = pixels[y * WIDTH * 3 : (y + 1) * WIDTH * 3]
            place = row.find(run)
            while place >= 0:
                if place % 3:
                    place = row.find(run, place + 1)
                    continue
                end = place
                while row[end : end + 3] == PRIMARY:
                    end += 3
                left, right = place // 3, end // 3
                for box in boxes:
                    if box[3] >= y - 40 and box[0] <= right and box[2] >= left:
                        box[0], box[2], box[3] = min(box[0], left), max(box[2], right), y
                        break
                else:
                    boxes.append([left, y, right, y])
                place = row.find(run, end)
        return [box for box in boxes if box[3] - box[1] > 24]

    def click(self, box):
        x, y = (box[0] + box[2]) // 2, (box[1] + box[3]) // 2
        self.ask("mousemove", str(x), str(y))
        time.sleep(0.15)
        self.ask("click", "1")
        self.ask("mousemove", "2", str(HEIGHT - 2))

    def press_primary(self, what, below=0, gone=True):
        """Clicks the lowest button that moves the work on, once it is there."""
        here = lambda: [box for box in self.primaries() if box[1] >= below]
        boxes = until(what, here)
        self.click(boxes[-1])
        if gone:
            until(f"{what} done", lambda: here() != boxes)

    def picture(self, name):
        self.step += 1
        path = self.folder / f"{self.step:02}-{name}.png"
        subprocess.run(["import", "-window", "root", path], env=self.environment, check=True)

    def command(self, *words):
        done = subprocess.run([self.program, "--home", self.home, *words], capture_output=True, text=True)
        return done.stdout if done.returncode == 0 else ""

    def close(self):
        self.window.terminate()
        self.window.wait()
        self.screen.terminate()
        self.screen.wait()


def walk(desk):
    until("the welcome", desk.primaries)
    desk.picture("welcome")
    desk.press_primary("set up this site")
    desk.picture("set-up")
    # The first field by mouse, the others by keyboard.
    desk.click([16, 264, 456, 312])
    for words in ("A. Boss", PASSPHRASE, PASSPHRASE):
        desk.type(words)
        desk.key("Tab")
    desk.picture("set-up-filled")
    desk.press_primary("make the administrator")
    desk.picture("recovery-code")
    desk.press_primary("the code is written down")
    desk.picture("people")
    desk.press_primary("next: the camera")
    desk.picture("camera")
    # What lies still under the camera is looked at by itself.
    bottom = lambda: [box for box in desk.primaries() if box[1] > HEIGHT - 200]
    until("a candidate to confirm", bottom, do=lambda: desk.key("1"))
    desk.picture("picked")
    desk.key("plus")
    desk.picture("two-of-them")
    desk.click(bottom()[-1])
    logged = until("the record", lambda: desk.command("log"))
    desk.picture("recorded")
    desk.key("F2")
    time.sleep(1)
    desk.picture("log")
    desk.key("ctrl+e")
    until("the export's button", desk.primaries)
    desk.picture("export")
    desk.press_primary("export")
    exported = until("the exported file", lambda: sorted((desk.home / "exports").glob("*.csv")))
    desk.picture("exported")
    return logged, exported[0]


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program = Path(sys.argv[1]).resolve()
    folder = Path(sys.argv[2] if len(sys.argv) > 2 else ROOT / "target/walkthrough")
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    began = time.monotonic()
    desk = Desk(program, folder)
    try:
        logged, exported = walk(desk)
        rows = list(csv.DictReader(exported.read_text().splitlines()))
        if len(rows) != 1:
            sys.exit(f"walkthrough: {len(rows)} rows were exported, not 1: {rows}")
        row = rows[0]
        drug, quantity = row["name"], row["quantity"]
        if not drug or quantity != "2" or row["entered_by"] != "A. Boss":
            sys.exit(f"walkthrough: not what was recorded: {row}")
        if drug.split()[0] not in logged:
            sys.exit(f"walkthrough: the log does not show {drug}: {logged}")
        if not desk.command("verify"):
            sys.exit("walkthrough: the record does not verify")
    finally:
        desk.close()
    print(f"{desk.step} pictures in {folder}; exported {quantity} x {drug} in {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
