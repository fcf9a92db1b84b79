"""Put other characters on a reference pill whose imprint has been wiped off.

A character is a row of `CHARACTER`: x and y of its middle and its cap height in
pixels of the frame, direction of reading in radians (clockwise on the screen),
and its glyph (position in `GLYPHS`; letters of either case are one glyph).
"""

import csv
import subprocess

import cv2
import numpy as np
from PIL import ImageFont

import prepare
from layout import held_out

GLYPHS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
X, Y, HEIGHT, ANGLE, GLYPH = range(5)
SYMBOLS = "★◆●▲♥♦♣⬟☀♠§&@%#◊○◐☾✚✦"
EM = 72
FAMILIES_WITHOUT_LETTERS = ("Standard Symbols", "Dingbats", "D050000L", "Ornament", "Math", "Condensed Oblique")


def font_files():
    """All installed fonts with Latin letters and digits, in a fixed order."""
    listed = subprocess.run(["fc-list", ":charset=41 61 30 39", "file", "family"], capture_output=True, text=True, check=True).stdout
    lines = [line for line in listed.splitlines() if not any(name in line for name in FAMILIES_WITHOUT_LETTERS)]
    return sorted({line.split(":")[0] for line in lines if line.split(":")[0].endswith((".ttf", ".otf", ".t1"))})


class Fonts:
    """Masks of single characters of a random font, cut to their ink."""

    def __init__(self, rng):
        self.files, self.loaded, self.masks = font_files(), {}, {}
        self.plain = [f for f in self.files if any(n in f for n in ("Sans", "Helvet", "Nimbus", "Arial", "Lato", "Roboto", "Hack"))]

    def draw(self, rng):
        """A font; mostly plain ones without serifs, as dies are cut."""
        return str(rng.choice(self.plain if rng.random() < 0.6 else self.files))

    def glyph(self, file, character):
        """(mask float32 0..1, left bearing, top above the baseline, advance) in em pixels, and the cap height."""
        if (file, character) not in self.masks:
            if file not in self.loaded:
                font = ImageFont.truetype(file, EM)
                box = font.getbbox("H", anchor="ls")
                self.loaded[file] = font, max(8, -box[1])
            font, cap = self.loaded[file]
            left, top, _, _ = font.getbbox(character, anchor="ls")
            mask = font.getmask(character, anchor="ls")
            picture = np.array(mask, np.uint8).reshape(mask.size[::-1]).astype(np.float32) / 255
            self.masks[file, character] = picture, left, top, font.getlength(character), cap
        return self.masks[file, character]


def tokens_listed():
    """The imprint tokens of each product that is not held out."""
    with open(prepare.DATA / "rximage" / "reference.csv", newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if not held_out(row["ndc11"])]
    tokens = ([t for t in row["Imprint"].split(";") if any(c.upper() in GLYPHS for c in t)] for row in rows)
    return [t for t in tokens if t]


def invent(rng):
    """A token that need not exist."""
    kind, length = rng.random(), int(rng.choice([1, 2, 3, 4, 5, 6], p=[0.15, 0.25, 0.27, 0.2, 0.08, 0.05]))
    letters = "".join(rng.choice(list(GLYPHS[:26]), length))
    digits = "".join(rng.choice(list(GLYPHS[26:]), length))
    if kind < 0.4:
        return digits
    if kind < 0.65:
        return letters
    return letters[: max(1, length // 2)] + digits[: length - length // 2]


class Engraver:
    """Draws sides with known characters; `listed` are token lists that products bear."""

    def __init__(self, seed):
        self.rng = np.random.default_rng(seed)
        self.fonts, self.listed = Fonts(self.rng), tokens_listed()

    def tokens(self):
        """One to four words for one side."""
        rng = self.rng
        if rng.random() < 0.5:
            words = list(self.listed[rng.integers(len(self.listed))])
            words = [words[i] for i in rng.permutation(len(words))][: 4 if rng.random() < 0.5 else 2]
        else:
            words = [invent(rng) for _ in range(int(rng.choice([1, 2, 3], p=[0.55, 0.37, 0.08])))]
        return ["".join(c for c in w if c.isascii() and c.isprintable()) for w in words]

    def line(self, word, font, height, spacing):
        """Characters of one word along a level baseline, the word's middle at 0: (c, x, width)."""
        scale = height / self.fonts.glyph(font, "H")[4]
        at, out = 0.0, []
        for c in word:
            advance = self.fonts.glyph(font, c)[3] * scale
            out.append((c, at + advance / 2))
            at += advance * spacing
        return [(c, x - at / 2) for c, x in out], at

    def fill(self, long, short, room):
        """As many characters as there is room for, in two to five lines: more to learn from a look."""
        rng, font = self.rng, self.fonts.draw(self.rng)
        count = int(rng.integers(2, 6)) if long < 1.5 * short else int(rng.integers(2, 4))
        pitch, placed = 1.7 * short / count, []
        for n in range(count):
            y = (n - (count - 1) / 2) * pitch
            height = pitch * rng.uniform(0.45, 0.75)
            width = 1.9 * room(abs(y) + height * 0.5)
            word = ""
            while self.line(word, font, height, 1.05)[1] < width - height and len(word) < 14:
                word += str(rng.choice(list(GLYPHS)))
            placed += [(c, font, x, y, height, 0.0) for c, x in self.line(word, font, height, 1.05)[0]]
        return placed, []

    def lay_out(self, long, short, flat, dense):
        """Characters in the frame of the text, about its middle: list of (c, font, x, y, height, angle), and score lines.

        `long` and `short` are the half axes along and across the text; `flat` is the exponent of the outline.
        """
        rng = self.rng
        font, words = self.fonts.draw(rng), self.tokens()
        case = rng.random()
        words = [w.upper() if case < 0.8 else w.capitalize() if case < 0.9 else w for w in words]
        placed, score = [], []
        room = lambda y: long * 0.88 * max(0.0, 1 - min(1.0, abs(y) / (0.9 * short)) ** flat) ** (1 / flat)
        if dense:
            return self.fill(long, short, room)
        spacing = float(np.clip(rng.normal(1.04, 0.07), 0.93, 1.4))

        def put(word, x, y, height, width):
            font_here = self.fonts.draw(rng) if rng.random() < 0.1 else font
            line, length = self.line(word, font_here, height, spacing)
            shrink = min(1.0, width / max(length, 1e-3))
            line, _ = self.line(word, font_here, height * shrink, spacing)
            placed.extend((c, font_here, x + dx, y, height * shrink, 0.0) for c, dx in line)

        manner = rng.random()
        if manner < 0.2 and flat < 3:
            radius, word = rng.uniform(0.55, 0.78) * min(long, short), "".join(words)[:12]
            height = rng.uniform(0.16, 0.3) * short
            start, squash = rng.uniform(0, 2 * np.pi), max(long, short) / min(long, short)
            inward = rng.random() < 0.2
            line, length = self.line(word, font, height, spacing * 1.1)
            for c, dx in line if length < 5.6 * radius else []:
                a = start + (-dx if inward else dx) / radius
                stretch = np.array([squash, 1.0]) if long > short else np.array([1.0, squash])
                x, y = np.array([np.sin(a), -np.cos(a)]) * radius * stretch
                placed.append((c, font, x, y, height, a + np.pi if inward else a))
            if rng.random() < 0.5 and len(words) > 1:
                put(words[0][:4], 0, 0, height * rng.uniform(0.9, 1.6), 1.0 * radius)
        elif manner < 0.52 or len(words) == 1:
            if manner > 0.45 and len(words) > 1:
                words = [" ".join(words)]
            height = short * rng.uniform(0.28, 1.05) * (0.8 if flat > 3 else 0.75)
            put(words[0], rng.normal(0, 0.04) * long, rng.normal(0, 0.06) * short, height, 1.8 * room(height * 0.5))
            if rng.random() < 0.15:
                score.append((0.0, rng.choice([-1, 1]) * height * 0.9, 0.0))
        elif manner < 0.78:
            count = min(len(words), 3)
            pitch = short * rng.uniform(1.2, 1.5) / count
            gap = 0.2 * short if count == 2 and rng.random() < 0.45 else 0.0
            height = pitch * rng.uniform(0.45, 0.72)
            for n in range(count):
                y = (n - (count - 1) / 2) * (pitch * 0.8 + gap)
                put(words[n], rng.normal(0, 0.03) * long, y, height, 1.75 * room(abs(y) + height * 0.5))
            if gap:
                score.append((0.0, 0.0, 0.0))
        else:
            middle = long * rng.uniform(0.4, 0.5)
            height = short * rng.uniform(0.3, 0.8)
            turned = rng.random() < 0.2
            for word, x in zip(words[:2], (-middle, middle)):
                before = len(placed)
                put(word, x, rng.normal(0, 0.05) * short, height, long * 0.72)
                if turned and x > 0:
                    placed[before:] = [(c, f, 2 * x - cx, 2 * 0 - cy, h, np.pi) for c, f, cx, cy, h, _ in placed[before:]]
            if rng.random() < 0.6:
                score.append((0.0, 0.0, np.pi / 2))
        return placed, score

    def stamp(self, canvas, file, character, x, y, height, angle, wide=1.0):
        """Add one character, its cap-height middle at (x, y), to a stroke mask; False when it left no ink."""
        mask, left, top, advance, cap = self.fonts.glyph(file, character)
        if mask.size < 4:
            return False
        scale = height / cap
        if scale < 0.5:
            mask = cv2.resize(mask, None, fx=2 * scale, fy=2 * scale, interpolation=cv2.INTER_AREA)
        inner = mask.shape[1] / self.fonts.glyph(file, character)[0].shape[1] if scale < 0.5 else 1.0
        cos, sin = np.cos(angle), np.sin(angle)
        s = scale / inner
        move_x, move_y = (left - advance / 2) * scale * wide, (top + cap / 2) * scale
        a = np.array([[cos * s * wide, -sin * s], [sin * s * wide, cos * s]])
        reach = int(np.hypot(mask.shape[0] * s, mask.shape[1] * s * wide)) + 4
        x0, y0 = int(x) - reach, int(y) - reach
        offset = np.array([[cos, -sin], [sin, cos]]) @ [move_x, move_y] + [x - x0, y - y0]
        local = cv2.warpAffine(mask, np.column_stack([a, offset]), (2 * reach, 2 * reach))
        h, w = canvas.shape
        t, l, b, r = max(0, y0), max(0, x0), min(h, y0 + 2 * reach), min(w, x0 + 2 * reach)
        if t >= b or l >= r:
            return False
        part = canvas[t:b, l:r]
        np.maximum(part, local[t - y0 : b - y0, l - x0 : r - x0], out=part)
        return True

    def symbol(self, strokes, cx, cy, size):
        """A logo: an outline, or a sign out of a font."""
        rng = self.rng
        if rng.random() < 0.5:
            self.stamp(strokes, "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", str(rng.choice(list(SYMBOLS))), cx, cy, size, rng.uniform(0, 6.3))
            return
        corners = int(rng.integers(3, 9))
        turn = rng.uniform(0, 6.3) + np.arange(corners) * 2 * np.pi / corners
        points = np.stack([cx + size * 0.6 * np.cos(turn), cy + size * rng.uniform(0.3, 0.6) * np.sin(turn)], 1)
        width = max(1, round(size * 0.12))
        if rng.random() < 0.4:
            axes = (max(2, round(size * 0.7)), max(2, round(size * rng.uniform(0.2, 0.7))))
            cv2.ellipse(strokes, (round(cx), round(cy)), axes, rng.uniform(0, 180), 0, rng.uniform(180, 360), 1.0, width, cv2.LINE_AA)
        else:
            cv2.polylines(strokes, [np.round(points).astype(np.int32)], True, 1.0, width, cv2.LINE_AA)

    def __call__(self, picture, aspect, printed, round_outline, dense=False):
        """(rgb float32 [H, W, 3], characters float32 [n, 5]) of a wiped pill with another imprint."""
        rng = self.rng
        height, width = picture.shape[:2]
        body = picture[..., :3].astype(np.float32)
        half_long = 0.455 * width
        half_short = half_long / aspect
        flat = 2.0 if round_outline else 3.5
        middle = np.array([(width - 1) / 2, (height - 1) / 2])
        turn = 0.0
        along, across = half_long, half_short
        if aspect > 1.12:
            turn = np.pi * (rng.random() < 0.5)
            if rng.random() < 0.1:
                turn, along, across = turn + np.pi / 2, half_short, half_long
        else:
            turn = rng.uniform(0, 2 * np.pi)
        placed, score = self.lay_out(along, across, flat, dense) if rng.random() > 0.1 else ([], [(0.0, 0.0, 0.0)])
        strokes = np.zeros((height, width), np.float32)
        rows = []
        cos, sin = np.cos(turn), np.sin(turn)
        for character, font, x, y, cap, angle in placed:
            px, py = middle + [cos * x - sin * y, sin * x + cos * y]
            drawn = self.stamp(strokes, font, character, px, py, cap, turn + angle)
            glyph = GLYPHS.find(character.upper()) if character.strip() else -1
            lower = 0.14 * cap if character.islower() and character not in "bdfhklt" else 0.0
            if drawn and glyph >= 0:
                down = np.array([-np.sin(turn + angle), np.cos(turn + angle)]) * lower
                rows.append((px + down[0], py + down[1], cap, (turn + angle) % (2 * np.pi), glyph))
        characters = np.array(rows, np.float32).reshape(-1, 5)
        strokes = self.wear(strokes)
        if rng.random() < 0.18:
            ring = rng.uniform(0.3, 0.7) * across
            spot = middle + rng.normal(0, 0.5, 2) * [half_long, half_short]
            free = not len(characters) or np.hypot(*(characters[:, :2] - spot).T).min() > ring * 0.6 + characters[:, HEIGHT].max() * 0.6
            if free:
                self.symbol(strokes, *spot, ring)
        grooves = np.zeros_like(strokes)
        for x, y, angle in score:
            x, y = middle + [cos * x - sin * y, sin * x + cos * y]
            reach = np.array([np.cos(turn + angle), np.sin(turn + angle)]) * 2 * width
            cv2.line(grooves, tuple(np.round([x, y] - reach).astype(int).tolist()), tuple(np.round([x, y] + reach).astype(int).tolist()), 1.0, int(rng.integers(1, 5)), cv2.LINE_AA)
        inside = cv2.erode(picture[..., 3], np.ones((5, 5), np.uint8)).astype(np.float32) / 255
        strokes *= inside
        return self.mark(body, strokes, grooves * inside, printed), characters

    def wear(self, strokes):
        """Thicker or thinner strokes, and some rubbed away."""
        rng = self.rng
        change = rng.normal(0, 0.22)
        if abs(change) > 0.1:
            soft = cv2.GaussianBlur(strokes, (0, 0), 0.9)
            strokes = np.clip((soft - 0.5 + change) * 3 + 0.5, 0, 1) if soft.max() > 0.6 - change else soft
        if rng.random() < 0.2:
            rubbed = cv2.resize(rng.standard_normal((9, 9), np.float32), strokes.shape[::-1], interpolation=cv2.INTER_CUBIC)
            strokes = strokes * np.clip(1.3 - 0.7 * rubbed, 0.15, 1)
        return strokes

    def mark(self, body, strokes, grooves, printed):
        """Ink or relief."""
        rng = self.rng
        if printed:
            grey = body[::4, ::4].mean()
            ink = rng.uniform(0, 70) if grey > 110 or rng.random() < 0.3 else rng.uniform(170, 255)
            colour = np.clip(ink + rng.normal(0, 25, 3), 0, 255).astype(np.float32) if rng.random() < 0.4 else np.full(3, ink, np.float32)
            cover = (cv2.GaussianBlur(strokes, (0, 0), 0.5) * rng.uniform(0.35, 0.95))[..., None]
            return body * (1 - cover) + colour * cover
        raised = -1 if rng.random() < 0.05 else 1
        depth = cv2.GaussianBlur(np.maximum(strokes, grooves), (0, 0), rng.uniform(0.5, 1.5))
        across = cv2.Sobel(depth, cv2.CV_32F, 1, 0, scale=0.25)
        down = cv2.Sobel(depth, cv2.CV_32F, 0, 1, scale=0.25)
        light, strength = rng.uniform(0, 2 * np.pi), raised * rng.uniform(15, 130)
        level = max(0.25, body[::4, ::4].mean() / 255)
        shade = across * float(strength * np.cos(light)) + down * float(strength * np.sin(light))
        shade = shade - rng.uniform(-6, 38) * depth
        if rng.random() < 0.12:
            shade = shade + float(rng.choice([-1, 1]) * rng.uniform(15, 60)) * cv2.GaussianBlur(strokes, (0, 0), 0.6)
        return body + (shade * float(level)).astype(np.float32)[..., None]
