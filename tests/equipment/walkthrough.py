#!/usr/bin/python3
"""From the first start to an exported record, in the real window, with mouse and keyboard.

Usage: tests/equipment/walkthrough.py PROGRAM [FOLDER]     (`make walkthrough`)

The camera is the played one (`v4l2.c`), which looks at a drawn pill. Every step is a picture in FOLDER
[target/walkthrough]. Nothing is taken on trust: each step waits for what it brings about, and at the
end the exported rows, the log and the chain are read. What it needs says `desk.py`.
"""
import csv
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from desk import ROOT, Desk, until

PASSPHRASE = "correct horse battery"
MOST_TAPS = 3


def camera(program, scratch):
    """The played camera: one drawn pill, and the facts under which the system lists it."""
    folder = scratch / "camera"
    facts = folder / "facts/video0"
    (facts / "device").mkdir(parents=True)
    (folder / "dev").mkdir()
    (folder / "dev/video0").touch()
    for fact, words in [("name", "Test Camera"), ("index", "0"), ("idVendor", "1d6b"), ("idProduct", "0102"), ("serial", "S123")]:
        (facts / fact).write_text(words + "\n")
    drawn = folder / "drawn.png"
    subprocess.run([program, "demo-tray", "--count", "1", "--out", drawn], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["convert", drawn, "-resize", "640x480!", f"jpeg:{folder}/mjpeg"], check=True)
    library = folder / "v4l2.so"
    source = ROOT / "tests/equipment/v4l2.c"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl", "-lpthread"], check=True)
    return {"LD_PRELOAD": str(library), "TAKEBACK_V4L2": str(folder)}


class Walk:
    """The way, a picture of each step."""

    def __init__(self, desk, folder):
        self.desk, self.folder, self.step = desk, folder, 0

    def picture(self, name):
        self.step += 1
        self.desk.picture(self.folder / f"{self.step:02}-{name}.png")

    def command(self, *words):
        words = [self.desk.program, "--home", self.desk.home, *words]
        done = subprocess.run(words, capture_output=True, text=True)
        return done.stdout if done.returncode == 0 else ""

    def set_up(self):
        desk = self.desk
        desk.wait_for("Welcome")
        self.picture("welcome")
        desk.tap("Set up this site")
        desk.wait_for("You are the administrator")
        self.picture("set-up")
        desk.type("Your name", "A. Boss")
        desk.type("Your PIN or passphrase", PASSPHRASE)
        desk.type("Repeat it", PASSPHRASE)
        self.picture("set-up-filled")
        desk.tap("Make the administrator")
        desk.wait_for("Write down the recovery code")
        self.picture("recovery-code")
        desk.tap("It is written down")
        desk.wait_for("Add the people who work here")
        self.picture("people")
        desk.tap("Next step")
        desk.wait_for("Plug in the camera")
        self.picture("camera")
        desk.tap("Next step")
        desk.wait_for("Lay a plain, matte surface")
        self.picture("tray")
        desk.tap("Set-up is done")

    def record(self):
        """Pills that lie still under the camera are identified by themselves; the taps until it is recorded."""
        desk, taps = self.desk, 0
        row = lambda: desk.find("Pill 1: ")
        until("the pill", lambda: row() or desk.find("1. "))
        if row():
            self.picture("tray-with-a-pill")
            desk.tap("Pill 1: ")
            taps += 1
        # An imprint that is read later may put another drug first.
        until("the imprint", lambda: desk.shows("Imprint read: ") or desk.shows("No imprint could be read"))
        self.picture("candidates")
        drug = desk.find("1. ").name
        desk.tap("1. ")
        taps += 1
        until("something to confirm", lambda: desk.find("CONFIRM"))
        self.picture("picked")
        desk.tap("CONFIRM")
        taps += 1
        logged = until("the record", lambda: self.command("log"))
        desk.wait_for("Recorded: ")
        self.picture("recorded")
        return taps, drug, logged

    def export(self):
        desk = self.desk
        desk.key("F2")
        desk.wait_for("Export")
        self.picture("log")
        desk.key("ctrl+e")
        desk.wait_for("Export CSV")
        self.picture("export")
        desk.tap("Export CSV")
        exported = until("the exported file", lambda: sorted((desk.home / "exports").glob("*.csv")))
        desk.wait_for("is exported to")
        self.picture("exported")
        return exported[0]


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program = Path(sys.argv[1]).resolve()
    folder = Path(sys.argv[2] if len(sys.argv) > 2 else ROOT / "target/walkthrough").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        home = scratch / "home"
        home.mkdir()
        (home / "settings.toml").write_text('language = "en-US"\ntheme = "light"\nvolume = "off"\n')
        desk = Desk(program, home, environment=camera(program, scratch), log=folder / "window.log")
        walk = Walk(desk, folder)
        try:
            walk.set_up()
            taps, drug, logged = walk.record()
            exported = walk.export()
            rows = list(csv.DictReader(exported.read_text().splitlines()))
            if len(rows) != 1:
                sys.exit(f"walkthrough: {len(rows)} rows were exported, not 1: {rows}")
            row = rows[0]
            if row["name"] not in drug or row["quantity"] != "1" or row["entered_by"] != "A. Boss":
                sys.exit(f"walkthrough: not what was recorded, {drug}: {row}")
            if row["name"].split()[0] not in logged:
                sys.exit(f"walkthrough: the log does not show {drug}: {logged}")
            if not walk.command("verify"):
                sys.exit("walkthrough: the record does not verify")
            if taps > MOST_TAPS:
                sys.exit(f"walkthrough: {taps} taps for a pill")
        except TimeoutError as error:
            walk.picture("stuck")
            sys.exit(f"walkthrough: {error}")
        finally:
            desk.close()
    print(f"{walk.step} pictures in {folder}; {taps} taps for {row['name']}; {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
