"""Procedural surfaces to lay pills on at any resolution, and things that lie beside them.

Every function takes a `numpy.random.Generator` first, so a picture depends on
its seed alone.  Colours are float32 RGB in 0..255.
"""

import cv2
import numpy as np

WORDS = ("LOT 4711", "mg", "EXP 06/27", "TAKE ONE", "Rx only", "12", "tablets", "ZONE B", "DRUG", "8", "SITE 5")


def octave(rng, h, w, cells_y, cells_x=None):
    """Smooth noise of unit variance with about that many cells down and across."""
    cells_x = cells_x or max(2, round(cells_y * w / h))
    grid = rng.standard_normal((min(max(2, int(cells_y)), h), min(int(cells_x), w)), np.float32)
    return cv2.resize(grid, (w, h), interpolation=cv2.INTER_CUBIC)


def clouds(rng, h, w, octaves=4):
    """Noise at many scales, about unit variance."""
    first = rng.uniform(2, 8)
    return sum(octave(rng, h, w, first * 2**k) * 0.6**k for k in range(octaves)) / 1.2


def any_colour(rng, like=None):
    """A ground colour: mostly greys, whites and browns, sometimes strong, sometimes like a pill."""
    pick = rng.random()
    if like is not None and pick < 0.18:
        return np.clip(np.asarray(like, np.float32) + rng.normal(0, 16) + rng.normal(0, 6, 3), 0, 255)
    if pick < 0.45:
        return np.clip(rng.uniform(60, 225) + rng.normal(0, 7, 3), 0, 255)
    if pick < 0.60:
        return np.clip(rng.uniform(215, 255) + rng.normal(0, 4, 3), 0, 255)
    if pick < 0.70:
        return np.clip(rng.uniform(5, 50) + rng.normal(0, 5, 3), 0, 255)
    if pick < 0.85:
        return np.array([200, 165, 125]) * rng.uniform(0.35, 1.2) + rng.normal(0, 12, 3)
    return rng.uniform(0, 255, 3)


def axes(h, w):
    """Row and column of every pixel, float32."""
    return np.mgrid[0:h, 0:w].astype(np.float32)


def write(picture, text, at, font, size, ink, thick):
    """Print text on the picture in place."""
    layer = np.zeros(picture.shape[:2], np.uint8)
    cv2.putText(layer, text, at, font, size, 255, thick, cv2.LINE_AA)
    picture += (np.asarray(ink, np.float32) - picture) * (layer[..., None] / np.float32(255))


def flat(rng, h, w, colour):
    """A plain surface with faint mottling."""
    return colour + clouds(rng, h, w, 3)[..., None] * rng.uniform(0, 5)


def gradient(rng, h, w, colour):
    """From one colour to another across the picture."""
    other = colour * rng.uniform(0.4, 1.3) + rng.normal(0, 12, 3)
    angle, (y, x) = rng.uniform(0, 2 * np.pi), axes(h, w)
    t = ((x / w - 0.5) * np.cos(angle) + (y / h - 0.5) * np.sin(angle) + 0.5)[..., None].clip(0, 1)
    return colour * (1 - t) + other * t


def wood(rng, h, w, colour):
    """Long grain, sometimes with board edges."""
    lines = octave(rng, h, w, rng.uniform(25, 90), rng.integers(2, 5)) + octave(rng, h, w, 12, 2)
    if rng.random() < 0.5:
        lines = cv2.resize(np.ascontiguousarray(lines.T), (w, h))
    picture = colour + lines[..., None] * np.array([1, 0.9, 0.75]) * rng.uniform(4, 16)
    for _ in range(rng.integers(0, 3)):
        at = int(rng.uniform(0, h))
        picture[at : at + max(1, h // 96)] *= rng.uniform(0.35, 0.8)
    return picture


def weave(rng, h, w, colour):
    """Woven cloth: two crossed waves, uneven."""
    y, x = axes(h, w)
    period = rng.uniform(3, 12) * max(h, w) / 192
    bend = clouds(rng, h, w, 2) * period * 0.15
    a, b = np.sin((x + bend) * (2 * np.pi / period)), np.sin((y + bend) * (2 * np.pi / period / rng.uniform(0.7, 1.4)))
    thread = a * b if rng.random() < 0.5 else np.maximum(a, b)
    return colour + (thread * rng.uniform(4, 26) + clouds(rng, h, w) * 4)[..., None]


def tiles(rng, h, w, colour):
    """Tiles, checks or stripes in two colours with joints."""
    (y, x), angle = axes(h, w), rng.normal(0, 0.25)
    period = np.exp(rng.uniform(np.log(0.03), np.log(0.6))) * max(h, w)
    u = (x * np.cos(angle) + y * np.sin(angle)) / period + rng.uniform(0, 1)
    v = (y * np.cos(angle) - x * np.sin(angle)) / period * (rng.random() < 0.7) + rng.uniform(0, 1)
    check = ((np.floor(u) + np.floor(v)) % 2)[..., None]
    other = colour + rng.normal(0, 30) + rng.normal(0, 14, 3)
    joint = (np.minimum(np.abs(u - np.round(u)), np.abs(v - np.round(v))) < rng.uniform(0, 0.06))[..., None]
    picture = np.where(joint, colour * rng.uniform(0.4, 1.1), colour * (1 - check) + other * check)
    return picture + clouds(rng, h, w, 3)[..., None] * rng.uniform(0, 5)


def turned(rng, h, w):
    """Row and column of every pixel in a frame turned at random, pixels."""
    (y, x), angle = axes(h, w), rng.uniform(0, np.pi)
    return y * np.cos(angle) - x * np.sin(angle), x * np.cos(angle) + y * np.sin(angle)


def dots(rng, h, w, colour):
    """A pattern of dots, holes, rings or studs, too regular to be pills, in rows or staggered."""
    y, x = turned(rng, h, w) if rng.random() < 0.7 else axes(h, w)
    period = np.exp(rng.uniform(np.log(3.5), np.log(24))) * max(h, w) / 192
    high = period * (1.0 if rng.random() < 0.6 else rng.uniform(0.5, 1.6))
    x = x + (rng.random() < 0.4) * (np.floor(y / high) % 2) * period / 2
    away = np.hypot((x % period) - period / 2, ((y % high) - high / 2) * rng.choice([1, 1, rng.uniform(0.5, 1.5)]))
    radius = min(period, high) * rng.uniform(0.12, 0.42)
    on = np.clip(radius - away + 0.5, 0, 1)
    if rng.random() < 0.2:
        on -= np.clip(radius * rng.uniform(0.4, 0.8) - away + 0.5, 0, 1)
    other = colour + rng.normal(0, 45) + rng.normal(0, 15, 3)
    return colour + (other - colour) * on[..., None] + clouds(rng, h, w, 3)[..., None] * rng.uniform(0, 5)


def brushed(rng, h, w, _colour):
    """Brushed or rolled metal: fine streaks one way, and the broad light that it throws back."""
    grey = rng.uniform(95, 215) + rng.normal(0, 4, 3)
    side = int(np.hypot(h, w)) + 1
    streaks = octave(rng, side, side, rng.uniform(0.1, 0.7) * side, rng.integers(2, 9))
    streaks += rng.uniform(0, 0.7) * octave(rng, side, side, rng.uniform(20, 120), 2)
    turn = cv2.getRotationMatrix2D((side / 2, side / 2), rng.uniform(0, 180), 1)
    streaks = cv2.warpAffine(streaks, turn, (side, side), borderMode=cv2.BORDER_REFLECT)[:h, :w]
    (y, x), angle = axes(h, w), rng.uniform(0, 2 * np.pi)
    across = (x / w - 0.5) * np.cos(angle) + (y / h - 0.5) * np.sin(angle)
    glow = rng.normal(0, 22) * across + rng.uniform(0, 30) * np.exp(-(((across - rng.uniform(-0.5, 0.5)) / 0.2) ** 2))
    return grey + (streaks * rng.uniform(2, 14) + glow)[..., None]


def grains(rng, h, w, colour):
    """Granite, terrazzo, cork: grains of a few shades, up to the size of a small pill."""
    picture = colour + np.zeros((h, w, 1), np.float32)
    for _ in range(rng.integers(1, 4)):
        cells = h / max(h, w) * np.exp(rng.uniform(np.log(40), np.log(260)))
        chosen = octave(rng, h, w, cells) > rng.uniform(0.6, 1.8)
        picture = np.where(chosen[..., None], colour + rng.normal(0, 35) + rng.normal(0, 8, 3), picture)
    return cv2.GaussianBlur(picture.astype(np.float32), (0, 0), max(h, w) / 1280 * rng.uniform(0.3, 1.5)) + clouds(rng, h, w)[..., None] * rng.uniform(0, 5)


def marble(rng, h, w, colour):
    """Veined stone or speckled laminate."""
    veins = np.exp(-np.abs(clouds(rng, h, w)) * rng.uniform(3, 9))
    speckle = rng.standard_normal((h, w), np.float32) * rng.uniform(0, 12)
    return colour + (clouds(rng, h, w) * 6 - veins * rng.uniform(-40, 70) + speckle)[..., None]


def skin(rng, h, w, _colour):
    """The palm of a hand: skin tones, mottled, with a few creases."""
    tone = np.array([[236, 196, 172], [205, 155, 125], [150, 105, 80], [95, 65, 50]], np.float32)[rng.integers(4)]
    picture = tone * rng.uniform(0.8, 1.1) + clouds(rng, h, w)[..., None] * np.array([6, 7, 6])
    picture = np.ascontiguousarray(picture, np.float32)
    for _ in range(rng.integers(1, 6)):
        points = np.cumsum(rng.normal(0, 0.12, (6, 2)), axis=0) + rng.uniform(0, 1, 2)
        crease = (tone * rng.uniform(0.6, 0.85)).tolist()
        cv2.polylines(picture, [(points * (w, h)).astype(np.int32)], False, crease, max(1, w // 100), cv2.LINE_AA)
    return picture


def paper(rng, h, w, colour):
    """Paper with lines of text, ruled lines or a form."""
    light = np.maximum(colour, rng.uniform(170, 240))
    picture = np.ascontiguousarray(flat(rng, h, w, light), np.float32)
    step, ink = rng.uniform(0.05, 0.14) * h, (light * rng.uniform(0.1, 0.7)).tolist()
    thick = max(1, round(h / 300))
    for line in np.arange(rng.uniform(0, step), h, step):
        if rng.random() < 0.5:
            text = " ".join(rng.choice(WORDS, rng.integers(2, 9)))
            at = (int(rng.uniform(-0.1, 0.3) * w), int(line))
            write(picture, text, at, cv2.FONT_HERSHEY_SIMPLEX, step / 45, ink, thick)
        else:
            cv2.line(picture, (0, int(line)), (w, int(line)), ink, thick, cv2.LINE_AA)
    return picture


def coarse(rng, h, w, colour):
    """Sand, felt, carpet: strong noise at one or many scales."""
    noise = clouds(rng, h, w, 6) if rng.random() < 0.5 else octave(rng, h, w, rng.uniform(20, h))
    return colour + noise[..., None] * rng.uniform(4, 28) + octave(rng, h, w, 9)[..., None] * rng.normal(0, 6, 3)


KINDS = {
    "flat": (flat, 0.20),
    "gradient": (gradient, 0.09),
    "wood": (wood, 0.09),
    "weave": (weave, 0.09),
    "tiles": (tiles, 0.11),
    "dots": (dots, 0.08),
    "brushed": (brushed, 0.09),
    "grains": (grains, 0.07),
    "marble": (marble, 0.06),
    "skin": (skin, 0.03),
    "paper": (paper, 0.04),
    "coarse": (coarse, 0.05),
}


def surface(rng, h, w, like=None, kind=None):
    """A surface of the kind named (or any), perhaps near the colour `like`; returns (picture, kind)."""
    if kind is None:
        kind = str(rng.choice(list(KINDS), p=[share for _, share in KINDS.values()]))
    picture = KINDS[kind][0](rng, h, w, any_colour(rng, like).astype(np.float32))
    return np.ascontiguousarray(np.clip(picture, 0, 255), np.float32), kind


def ruler(rng, picture):
    """A millimetre ruler along one edge."""
    h, w = picture.shape[:2]
    ink, at, across = (float(rng.uniform(0, 255)),) * 3, rng.uniform(0.02, 0.12), rng.random() < 0.5
    span = w if across else h
    for index, offset in enumerate(np.arange(0, span, rng.uniform(0.01, 0.05) * span)):
        tick = (0.05 if index % 5 else 0.09) * min(h, w)
        ends = ((offset, (1 - at) * h), (offset, (1 - at) * h + tick))
        if not across:
            ends = ((at * w, offset), (at * w + tick, offset))
        cv2.line(picture, *(tuple(map(int, end)) for end in ends), ink, 1, cv2.LINE_AA)


def edge(rng, picture):
    """The straight edge of a tray, a sheet or a table: the far side is lighter or darker."""
    (h, w), angle = picture.shape[:2], rng.uniform(0, 2 * np.pi)
    y, x = axes(h, w)
    far = (x / w - 0.5) * np.cos(angle) + (y / h - 0.5) * np.sin(angle) > rng.uniform(0.15, 0.5)
    picture[far] = np.clip(picture[far] * rng.uniform(0.3, 1.4) + rng.normal(0, 15, 3), 0, 255)


def words(rng, picture):
    """A line of print on the ground."""
    h, w = picture.shape[:2]
    at = (int(rng.uniform(-0.1, 0.7) * w), int(rng.uniform(0, 1) * h))
    ink, thick = rng.uniform(0, 255, 3).tolist(), max(1, round(h / 192 * rng.uniform(0.5, 2.5)))
    font, size = int(rng.integers(0, 5)), h * rng.uniform(0.002, 0.006)
    write(picture, str(rng.choice(WORDS)), at, font, size, ink, thick)


def ring(rng, picture):
    """A key ring, bottle mouth or washer: a thin bright ellipse with a dark rim."""
    h, w = picture.shape[:2]
    centre = (int(rng.uniform(0, w)), int(rng.uniform(0, h)))
    radii = (int(rng.uniform(0.04, 0.3) * w), int(rng.uniform(0.04, 0.3) * w))
    turn, thick = rng.uniform(0, 180), max(1, round(w * rng.uniform(0.006, 0.02)))
    for width, grey in ((thick + max(1, w // 96), 40.0), (thick, rng.uniform(120, 250))):
        cv2.ellipse(picture, centre, radii, turn, 0, 360, (grey,) * 3, width, cv2.LINE_AA)


def cable(rng, picture):
    """A cable or thread lying across the ground."""
    h, w = picture.shape[:2]
    points = np.cumsum(rng.normal(0, 0.2, (12, 2)), axis=0) + rng.uniform(0, 1, 2)
    smooth = cv2.resize(points.astype(np.float32), (2, 60), interpolation=cv2.INTER_CUBIC)
    colour, thick = any_colour(rng).tolist(), max(1, round(w * rng.uniform(0.004, 0.03)))
    cv2.polylines(picture, [(smooth * (w, h)).astype(np.int32)], False, colour, thick, cv2.LINE_AA)


DISTRACTORS = (ruler, edge, edge, words, ring, cable)


def distract(rng, picture, share=0.3):
    """Draw none, one or a few distractors on the picture in place."""
    while rng.random() < share:
        DISTRACTORS[rng.integers(len(DISTRACTORS))](rng, picture)


def coin(rng, picture, at, size):
    """A coin, button or lid: a disc with a rim, and a relief no pill has."""
    centre, radius = tuple(int(v) for v in at), max(3, int(size))
    metal = np.array([[200, 170, 110], [190, 190, 190], [150, 95, 60], [90, 90, 95]])[rng.integers(4)] * rng.uniform(0.7, 1.2)
    cv2.circle(picture, centre, radius, metal.tolist(), -1, cv2.LINE_AA)
    cv2.circle(picture, centre, max(1, int(radius * 0.88)), (metal * rng.uniform(0.6, 0.85)).tolist(), max(1, radius // 12), cv2.LINE_AA)
    for _ in range(rng.integers(3, 9)):
        spot = np.array(at) + rng.normal(0, 0.35, 2) * radius
        shape = (max(1, int(radius * rng.uniform(0.05, 0.3))), max(1, int(radius * rng.uniform(0.05, 0.3))))
        cv2.ellipse(picture, tuple(map(int, spot)), shape, rng.uniform(0, 180), 0, 300, (metal * rng.uniform(0.6, 1.25)).tolist(), max(1, radius // 15), cv2.LINE_AA)


def glove(rng, picture, size):
    """Fingers reaching in from the edge of the picture, bare or gloved."""
    h, w = picture.shape[:2]
    tone = np.array([[60, 90, 170], [40, 40, 45], [225, 180, 155], [140, 95, 70], [235, 235, 230], [110, 80, 160]], np.float32)[rng.integers(6)]
    inward, start = rng.normal(0, 0.3), np.array([rng.uniform(0, w), 0.0])
    length, thick = rng.uniform(0.1, 0.5) * h, int(max(4, rng.uniform(0.03, 0.09) * w))
    layer, light = np.zeros((h, w), np.uint8), np.zeros((h, w), np.float32)
    for finger in range(rng.integers(1, 5)):
        turn = inward + (finger - 1.5) * rng.uniform(0.05, 0.25)
        base = start + (finger * 1.15 * thick, -thick)
        tip = base + np.array([np.sin(turn), np.cos(turn)]) * length * rng.uniform(0.7, 1.1)
        cv2.line(layer, tuple(map(int, base)), tuple(map(int, tip)), 255, thick, cv2.LINE_AA)
    light += cv2.distanceTransform((layer > 127).astype(np.uint8), cv2.DIST_L2, 3) / max(1, thick / 2)
    turned = rng.integers(4)
    layer, light = (np.rot90(cv2.resize(a, (w, h) if turned % 2 == 0 else (h, w)), turned) for a in (layer, light))
    over = (layer[..., None] / 255).astype(np.float32)
    picture[:] = picture * (1 - over) + tone * (0.65 + 0.4 * np.clip(light, 0, 1)[..., None]) * over


def specks(rng, picture, size):
    """Dust, crumbs and powder of pills, each far smaller than a pill."""
    h, w = picture.shape[:2]
    tone = rng.uniform(60, 255)
    for _ in range(rng.integers(3, 40)):
        at, radius = (int(rng.uniform(0, w)), int(rng.uniform(0, h))), max(0, int(size * rng.uniform(0.0, 0.12)))
        cv2.circle(picture, at, radius, (tone * rng.uniform(0.8, 1.1),) * 3, -1, cv2.LINE_AA)


def scratches(rng, picture, size):
    """Straight scratches and the grooves of a counting tray."""
    h, w = picture.shape[:2]
    for _ in range(rng.integers(1, 8)):
        ends = [(int(rng.uniform(-0.2, 1.2) * w), int(rng.uniform(-0.2, 1.2) * h)) for _ in range(2)]
        cv2.line(picture, *ends, (rng.uniform(0, 255),) * 3, 1 if rng.random() < 0.8 else max(1, w // 200), cv2.LINE_AA)


def print_marks(rng, picture, size):
    """Words and figures about as large as the pills."""
    h, w = picture.shape[:2]
    for _ in range(rng.integers(1, 7)):
        at = (int(rng.uniform(-0.1, 1) * w), int(rng.uniform(0, 1) * h))
        high = size * rng.uniform(0.3, 1.5)
        write(picture, str(rng.choice(WORDS)), at, int(rng.integers(0, 5)), high / 22, rng.uniform(0, 255, 3), max(1, round(high / 10)))


def circles(rng, picture, size):
    """Empty rings and boxes about as large as pills: rims, printed marks, drops."""
    h, w = picture.shape[:2]
    for _ in range(rng.integers(1, 5)):
        at, ink = (int(rng.uniform(0, w)), int(rng.uniform(0, h))), rng.uniform(0, 255, 3).tolist()
        radii = tuple(max(2, int(size * rng.uniform(0.3, 1.5))) for _ in range(2))
        thick = max(1, int(size * rng.uniform(0.03, 0.15)))
        if rng.random() < 0.6:
            cv2.ellipse(picture, at, radii if rng.random() < 0.5 else (radii[0],) * 2, rng.uniform(0, 180), 0, 360, ink, thick, cv2.LINE_AA)
        else:
            cv2.rectangle(picture, at, (at[0] + 2 * radii[0], at[1] + 2 * radii[1]), ink, thick, cv2.LINE_AA)


LITTER = (specks, scratches, print_marks, circles)


def litter(rng, picture, pills, size, share=0.35):
    """Things that are no pills, as large as the pills or far smaller, in place: on the ground, under
    the pills; coins and fingers only where no pill lies."""
    h, w = picture.shape[:2]
    while rng.random() < share:
        LITTER[rng.integers(len(LITTER))](rng, picture, size)
    if rng.random() < 0.12:
        for _ in range(rng.integers(1, 4)):
            at, radius = rng.uniform(0, 1, 2) * (w, h), size * rng.uniform(0.4, 1.0)
            if all(np.hypot(p.x - at[0], p.y - at[1]) > radius + p.long for p in pills):
                coin(rng, picture, at, radius)
    if rng.random() < 0.1:
        glove(rng, picture, size)
