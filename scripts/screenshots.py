#!/usr/bin/python3
"""Pictures of the main screens, from the real window with mouse and keyboard.

Usage: scripts/screenshots.py PROGRAM [FOLDER]     (`make screenshots`)

Every screen in each language and size below, in FOLDER [target/screenshots]. LANGUAGES and SIZES name fewer.
What it needs says tests/equipment/desk.py.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests/equipment"))
from desk import Desk, until  # noqa: E402

LANGUAGES = os.environ.get("LANGUAGES", "en-US es-US").split()
SIZES = os.environ.get("SIZES", "1024x768 1280x800 1920x1080").split()
PASSPHRASE, PIN = "correct horse battery", "739154"


def words_of(language):
    """The one-line messages of a language by their keys."""
    text = (ROOT / f"assets/i18n/{language}/main.ftl").read_text()
    return dict(re.findall(r"^([a-z0-9-]+) = (.+)$", text, re.MULTILINE))


class Homes:
    """A folder for trying things out, and one of a collector with people and liners."""

    def __init__(self, program, folder):
        self.program = program
        self.trying, self.collector = folder / "trying", folder / "collector"
        self.pill = folder / "pill.png"
        self.run(self.trying, "demo-tray", "--count", "1", "--out", self.pill)
        for drug in ("00002-3228-30", "00555-0831-02", "00093-5731-01"):
            self.run(self.trying, "record", "--ndc", drug, "--quantity", "3", self.pill)
        self.collector.mkdir()
        (self.collector / "settings.toml").write_text("touch = true\n")
        self.run(self.collector, "account", "add", "A. Boss", new=PASSPHRASE)
        boss = ("--as", "A. Boss")
        for name, role in (("C. Clerk", "operator"), ("D. Nurse", "operator"), ("P. Harm", "pharmacist")):
            self.run(self.collector, "account", "add", name, "--role", role, *boss, secret=PASSPHRASE, new=PIN)
        self.run(
            self.collector, "site", "set", "--mode", "COLLECTOR", "--name", "Main Street Pharmacy",
            "--address", "1 Main Street, Springfield", "--registration", "AB1234563", *boss, secret=PASSPHRASE,
        )  # fmt: skip
        self.run(
            self.collector, "liner", "acquire", "CRL1001", "CRL1002", "CRL1003", "--size", "10",
            "--as", "C. Clerk", secret=PIN,
        )  # fmt: skip

    def run(self, home, *words, secret="", new=""):
        secrets = {"TAKEBACK_SECRET": secret, "TAKEBACK_NEW_SECRET": new}
        done = subprocess.run(
            [self.program, "--home", home, *words], env={**os.environ, **secrets}, capture_output=True, text=True
        )
        if done.returncode:
            sys.exit(f"screenshots: {words}: {done.stderr}")


class Visit:
    """One window in one language and size."""

    def __init__(self, program, home, language, size, settings, out, arguments=()):
        self.words, self.language, self.size, self.out = words_of(language), language, size, out
        self.scratch = tempfile.TemporaryDirectory()
        copy = Path(self.scratch.name) / "home"
        shutil.copytree(home, copy)
        (copy / "window.toml").write_text(f'language = "{language}"\n{settings}\nvolume = "off"\n')
        width, height = (int(side) for side in size.split("x"))
        self.desk = Desk(program, copy, width, height, arguments)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.desk.close()
        self.scratch.cleanup()

    def tap(self, key):
        self.desk.tap(self.words[key].split("{")[0].strip())

    def take(self, name, *keys):
        self.desk.key(*keys)
        self.desk.picture(self.out / f"{name}-{self.language}-{self.size}.png")


def is_read(visit):
    """Whether all five pills of the tray have been identified, their imprints read."""
    names = [control.name for control in visit.desk.controls()]
    begun = next(part for part in visit.words["pill-likeliest-reading"].split(" · ") if "{" not in part)
    return sum("%" in name for name in names) >= 5 and not any(begun in name for name in names)


def try_out(visit, pill):
    desk = visit.desk
    visit.take("capture")
    visit.take("search", "ctrl+f")
    desk.type(visit.words["search-imprint"], "teva 57")
    visit.take("search-found")
    desk.key("ctrl+t")
    until("the tray read", lambda: is_read(visit))
    visit.take("tray")
    visit.tap("label-ask")
    desk.wait_for(visit.words["label-title"])
    visit.take("label")
    desk.key("Escape")
    desk.tap(visit.words["outline-name"].replace("{ $number }", "2"))
    until("candidates", lambda: desk.find("1. "))
    desk.key("1")
    visit.take("result")
    visit.take("log", "Escape", "F2")
    visit.take("export", "ctrl+e")
    visit.take("reports", "F6")
    visit.take("about", "F3")
    visit.take("help", "F1")
    desk.key("Escape")


def teach(visit):
    desk = visit.desk
    # Nothing moves any more, and the form knows what was read.
    desk.wait_for(visit.words["imprint-read"].split("{")[0].strip())
    visit.tap("teach-title")
    desk.type(visit.words["search-name"], "warfarin")
    visit.take("teach")
    visit.tap("teach-unlisted")
    desk.type(visit.words["teach-name"], "Probe 5 MG")
    desk.type(visit.words["teach-ndc"], "99999-0001-01")
    visit.take("teach-unlisted")
    visit.tap("teach-go")
    until("the pill looked at anew", lambda: desk.find("1. "))
    visit.take("learned")
    desk.key("F10")
    visit.tap("staff-taught")
    desk.tap("Probe 5 MG")
    visit.take("taught")


def at_work(visit):
    desk = visit.desk
    visit.take("sign-in")
    desk.tap("A. Boss")
    desk.type(visit.words["secret"], PASSPHRASE)
    visit.take("keys-on-the-screen")
    desk.key("Return")
    until("the administrator", lambda: desk.find(visit.words["sign-out"].split("{")[0]))
    visit.take("to-do", "F5")
    visit.take("liners", "F7")
    desk.tap("CRL1001")
    visit.take("liner")
    visit.tap("step-install-liner")
    visit.take("form")
    visit.take("people", "F10")
    visit.tap("staff-people")
    visit.take("people")
    visit.take("review", "F12")
    visit.take("guidance", "F11")


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program = Path(sys.argv[1]).resolve()
    out = Path(sys.argv[2] if len(sys.argv) > 2 else ROOT / "target/screenshots").resolve()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        homes = Homes(program, Path(folder))
        for language in LANGUAGES:
            for size in SIZES:
                light, dark = 'theme = "light"', 'theme = "dark"'
                with Visit(program, homes.trying, language, size, dark if language == "es-US" else light, out) as visit:
                    try_out(visit, homes.pill)
                with Visit(program, homes.trying, language, size, light, out, (homes.pill,)) as visit:
                    teach(visit)
                with Visit(program, homes.collector, language, size, light, out) as visit:
                    at_work(visit)
    print(f"{len(list(out.glob('*.png')))} pictures in {out}")


if __name__ == "__main__":
    main()
