"""Composed photographs of pills that no catalogue of US products holds.

    python training/foreign.py --count 200 --seed 1 --out DIR

The imprint is wiped off reference pills that the imprint reader never learned from, and another
put on, which no product bears: tablets such as come from abroad, in shapes and colors that the
catalogue knows.  Writes photographs of both sides, as `compose.py` does; labels.csv gives the
product that lent the body, only because `takeback evaluate` asks for one.
"""

import csv

import numpy as np

import prepare
from compose import folder_parser, write_csv, write_singles
from engrave import GLYPHS, Engraver, invent
from geometry import LONG_AXIS_SHARE
from imprint_sides import ReaderSides
from layout import Sides
from manifest import ROOT
from outline import ROUND_BELOW_ASPECT


def imprints():
    """All tokens that products bear."""
    with open(ROOT / "assets" / "catalog" / "products.csv", newline="", encoding="utf-8") as file:
        rows = csv.DictReader(file)
        return {"".join(c for c in token.upper() if c in GLYPHS) for row in rows for token in row["imprint"].split(";")}


class ForeignEngraver(Engraver):
    """Draws words that no product bears, of three characters or more."""

    def __init__(self, seed):
        super().__init__(seed)
        self.borne = imprints()

    def word(self):
        while len(word := invent(self.rng)) < 3 or word in self.borne:
            pass
        return word

    def tokens(self):
        return [self.word() for _ in range(int(self.rng.choice([1, 2], p=[0.6, 0.4])))]


class ForeignSides(Sides):
    """The bodies of held-out pills, each with one foreign imprint a side."""

    def __init__(self, seed):
        super().__init__("held_out")
        self.frames, self.engrave, self.drawn = ReaderSides("held_out"), ForeignEngraver(seed), {}
        self.frame_of = {int(index): place for place, index in enumerate(self.frames.index)}
        self.usable = np.array([i for i in self.usable if i in self.frame_of])

    def cut(self, index):
        """(rgb, mask) on a square canvas whose side is 10/9 of the long axis."""
        if index not in self.drawn:
            self.drawn[index] = self.draw_imprint(index)
        return self.drawn[index]

    def draw_imprint(self, index):
        place = self.frame_of[int(index)]
        picture, aspect = self.frames.picture(place, wiped=True), float(self.frames.aspect[place])
        printed = self.frames.rows[place]["ImprintType"] == "PRINTED"
        rgb, _ = self.engrave(picture, aspect, printed, aspect < ROUND_BELOW_ASPECT)
        height, width = picture.shape[:2]
        side = round(LONG_AXIS_SHARE * width * prepare.CANVAS / prepare.LONG_AXIS)
        above, left = (side - height) // 2, (side - width) // 2
        margins = ((above, side - height - above), (left, side - width - left), (0, 0))
        mask = np.pad(picture[..., 3:], margins)[..., 0]
        return np.pad(np.clip(rgb, 0, 255).astype(np.uint8), margins, "edge"), mask


def main():
    args = folder_parser(__doc__).parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    header, rows = write_singles(np.random.default_rng(args.seed), ForeignSides(args.seed), args.count, args.out, pairs=True)
    write_csv(args.out / "labels.csv", header, rows)


if __name__ == "__main__":
    main()
