"""What the lines on the reference photographs say, as `imprint_labels.py` found it.

work/reader/said.npz:

  side        int32   [n]     row of ReaderSides
  text        str     [n]     what the line says
  count       int32   [n]     its characters' rows, in the order of reading
  characters  float32 [m, 5]  as in engrave.py
  bare        int32   [k]     sides of products all of whose tokens were found: nothing else is on them
"""

from dataclasses import dataclass

import numpy as np

from imprint_sides import WORK

PATH = WORK / "said.npz"


@dataclass
class Line:
    side: int
    text: str
    characters: np.ndarray


class Said:
    """The lines found so far, and the sides on which nothing else is; `refresh` takes in new ones."""

    def __init__(self):
        self.lines, self.bare, self.seen = [], [], None
        self.refresh()

    def refresh(self):
        if not PATH.exists() or PATH.stat().st_mtime == self.seen:
            return
        self.seen = PATH.stat().st_mtime
        held = np.load(PATH)
        rows = np.split(held["characters"], np.cumsum(held["count"])[:-1])
        self.lines = [Line(int(side), str(text), row) for side, text, row in zip(held["side"], held["text"], rows)]
        self.bare = held["bare"].tolist()

    def whole(self, side):
        """All characters on a bare side, float32 [n, 5]."""
        return np.concatenate([np.zeros((0, 5), np.float32), *(line.characters for line in self.lines if line.side == side)])


def write(lines, bare):
    """Put the file in place at once: a training reads it meanwhile."""
    part = PATH.with_suffix(".part.npz")
    np.savez(
        part,
        side=np.array([line.side for line in lines], np.int32),
        text=np.array([line.text for line in lines], str),
        count=np.array([len(line.characters) for line in lines], np.int32),
        characters=np.concatenate([np.zeros((0, 5), np.float32), *(line.characters for line in lines)]),
        bare=np.array(sorted(bare), np.int32),
    )
    part.replace(PATH)
