"""The real program in a real window on a screen of its own, found by the names a screen reader speaks.

A screen without a window manager (Xvfb), an accessibility bus of its own, mouse and keyboard (xdotool). Every
control is found in the accessibility tree that the program gives to screen readers, and pressed where it says
that it lies. Needs Debian's xvfb, xdotool, imagemagick, at-spi2-core and python3-dbus, and so runs under
/usr/bin/python3.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
NEEDS = "desk: install python3-dbus, at-spi2-core, xvfb, xdotool and imagemagick, and run this with /usr/bin/python3"
try:
    import dbus
    import dbus.bus
except ImportError:
    sys.exit(NEEDS)
# Before anything is started: what failed half-way would leave a screen behind.
if not all(map(shutil.which, ("Xvfb", "dbus-daemon", "xdotool", "import", LAUNCHER))):
    sys.exit(NEEDS)

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 90
ACCESSIBLE = "org.a11y.atspi.Accessible"
TOP = "/org/a11y/atspi/accessible/root"
# Roles of AT-SPI that are pressed or typed into.
BUTTON, TOGGLE, RADIO, CHECK, COMBO, TEXT, SECRET = 43, 62, 44, 7, 11, 79, 40
STATE_FOCUSED = 12
# ScrollType of AT-SPI.
ANYWHERE = 6
# As high as the bars above and below a screen, pixels.
EDGE = 180


def until(what, holds, patience=PATIENCE_S):
    """Waits until `holds()` gives something true."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        found = holds()
        if found:
            return found
        time.sleep(0.1)
    raise TimeoutError(f"never came: {what}")


class Control:
    """Something on the screen: what it is called, what stands in it, where it lies, and how the bus calls it."""

    def __init__(self, role, name, value, box, address):
        self.role, self.name, self.value, self.box, self.address = role, name, value, box, address

    def __repr__(self):
        return f"{self.name!r} ({self.role}) at {self.box}"


class Desk:
    """A screen of `width` by `height`, and the program on it with `home` as its folder."""

    def __init__(self, program, home, width=1280, height=800, arguments=(), environment=None, log=None):
        self.program, self.home, self.size = program, Path(home), (width, height)
        self.started = []
        self.scratch = tempfile.TemporaryDirectory()
        self.log = open(log, "w") if log else subprocess.DEVNULL
        read, write = os.pipe()
        self.start("Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24", pass_fds=[write])
        os.close(write)
        with os.fdopen(read) as display:
            self.environment = {**os.environ, "DISPLAY": ":" + display.readline().strip(), "HOME": self.scratch.name}
        session = self.start(
            "dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1", stdout=subprocess.PIPE, text=True
        ).stdout.readline().strip()
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = session
        self.environment["XDG_RUNTIME_DIR"] = self.scratch.name
        self.start(LAUNCHER, "--launch-immediately")
        session = dbus.bus.BusConnection(session)
        until("the accessibility bus", lambda: session.name_has_owner("org.a11y.Bus"))
        bus = session.get_object("org.a11y.Bus", "/org/a11y/bus")
        # As a screen reader says that it is there.
        bus.Set("org.a11y.Status", "IsEnabled", True, dbus_interface="org.freedesktop.DBus.Properties")
        self.bus = dbus.bus.BusConnection(bus.GetAddress(dbus_interface="org.a11y.Bus"))
        self.environment.update(environment or {})
        self.window = self.start(program, "--home", self.home, *arguments, stderr=self.log)
        found = until("the window", lambda: self.ask("search", "--onlyvisible", "--name", "^takeback$"))
        number = found.split()[0]
        self.ask("windowmove", number, "0", "0", "windowsize", number, str(width), str(height))
        self.ask("windowfocus", number)
        until("the window's names", lambda: self.window.poll() is not None or self.labels())

    def start(self, *words, **how):
        environment = getattr(self, "environment", None)
        how.setdefault("stderr", subprocess.DEVNULL)
        process = subprocess.Popen([str(word) for word in words], env=environment, **how)
        self.started.append(process)
        return process

    def close(self):
        for process in reversed(self.started):
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    # What is on the screen.

    def ask_bus(self, name, path, what, *words, of=ACCESSIBLE, signature=None):
        thing = self.bus.get_object(name, path, introspect=False)
        return thing.get_dbus_method(what, of)(*words)

    def property(self, name, path, what, of=ACCESSIBLE):
        return self.ask_bus(name, path, "Get", of, what, of="org.freedesktop.DBus.Properties")

    def controls(self):
        """Everything on the screen in order. What goes away while it is read is left out."""
        found = []

        def walk(name, path):
            try:
                for child in self.ask_bus(name, path, "GetChildren"):
                    note(*child)
            except dbus.DBusException:
                return

        def note(name, path):
            try:
                role = int(self.ask_bus(name, path, "GetRole"))
                words = str(self.property(name, path, "Name"))
                box = None
                if role != 75:
                    extents = self.ask_bus(name, path, "GetExtents", dbus.UInt32(1), of="org.a11y.atspi.Component")
                    box = tuple(int(side) for side in extents)
                value = ""
                if role in (TEXT, SECRET):
                    value = str(self.ask_bus(name, path, "GetText", 0, -1, of="org.a11y.atspi.Text"))
                found.append(Control(role, words, value, box, (name, path)))
            except dbus.DBusException:
                pass
            walk(name, path)

        walk("org.a11y.atspi.Registry", TOP)
        return found

    def labels(self):
        return [control.name for control in self.controls() if control.name]

    def shows(self, words):
        return any(words in label for label in self.labels())

    def wait_for(self, words):
        """Waits until something on the screen says this."""
        try:
            until(words, lambda: self.window.poll() is None and self.shows(words))
        except TimeoutError as error:
            raise TimeoutError(f"{error}; on screen: {self.labels()}") from None

    def find(self, name, role=None):
        """The last control whose name begins so: a box lies over what stands before it."""
        fits = [
            control
            for control in self.controls()
            if control.name.startswith(name)
            and control.box
            and control.box[2] > 1
            and (control.role in (BUTTON, TOGGLE, RADIO, CHECK, COMBO, TEXT, SECRET) if role is None else control.role == role)
        ]
        return fits[-1] if fits else None

    # Mouse and keyboard.

    def ask(self, *words):
        done = subprocess.run(["xdotool", *words], env=self.environment, capture_output=True, text=True)
        return done.stdout.strip()

    def tap(self, name):
        """Waits for a control that lies still, brings it into view, and clicks it."""
        def still():
            first = self.find(name)
            if first is None:
                return None
            time.sleep(0.15)
            second = self.find(name)
            return second if second and second.box == first.box else None

        def middle():
            try:
                control = until(name, still)
            except TimeoutError as error:
                raise TimeoutError(f"{error}; on screen: {self.labels()}") from None
            left, top, width, height = control.box
            return control, left + width // 2, top + height // 2

        control, x, y = middle()
        width, height = self.size
        # What is scrolled away lies behind a bar, or off the screen; a box says nothing of that.
        if not EDGE < y < height - EDGE:
            self.ask_bus(*control.address, "ScrollTo", dbus.UInt32(ANYWHERE), of="org.a11y.atspi.Component")
            time.sleep(0.3)
            control, x, y = middle()
        if not (0 <= x < width and 0 <= y < height):
            raise ValueError(f"{control} is out of view")
        self.click(x, y)

    def click(self, x, y):
        self.ask("mousemove", str(x), str(y), "sleep", "0.1", "click", "1")

    def key(self, *keys):
        for key in keys:
            self.ask("key", "--delay", "60", key)

    def type(self, field, words):
        """Taps a field, types, and waits until it stands there (of a secret: until it is as long)."""
        self.tap(field)
        self.ask("type", "--delay", "30", words)

        def stands():
            control = self.find(field)
            if control is None:
                return False
            secret = control.role == SECRET
            return len(control.value) == len(words) if secret else control.value == words

        until(f"{words} in {field}", stands)

    def rest(self):
        """Keeps the pointer where it marks nothing, and waits for two pictures that are the same."""
        self.ask("mousemove", "2", str(self.size[1] - 2))
        last = [None]

        def same():
            now = self.pixels()
            still, last[0] = now == last[0], now
            return still

        try:
            until("a still picture", same, patience=4)
        except TimeoutError:
            # A live camera never lies still.
            pass

    def pixels(self):
        words = ["import", "-window", "root", "-depth", "8", "rgb:-"]
        return subprocess.run(words, env=self.environment, capture_output=True, check=True).stdout

    def picture(self, path):
        self.rest()
        subprocess.run(["import", "-window", "root", path], env=self.environment, check=True)
