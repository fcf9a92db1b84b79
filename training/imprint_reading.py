"""Both exported networks in one: from a pill in the finder's frame to the lines on it, read from either end."""

import numpy as np
import onnxruntime

from imprint_lines import characters, lines, strip
from imprint_recognizer import greedy
from prepare import HERE

MODELS = HERE.parent / "models"


class Reading:
    """One line: its characters, and probabilities [steps, 37] of what it says from its first and from its last on."""

    def __init__(self, line, forward, backward):
        self.line, self.ways = line, (forward, backward)

    def texts(self):
        """The likeliest text from either end."""
        return [greedy(way[None])[0] for way in self.ways]


class Reader:
    """imprint-finder.onnx and imprint-recognizer.onnx of a folder."""

    def __init__(self, models=MODELS):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.finder, self.recognizer = (
            onnxruntime.InferenceSession(str(models / f"imprint-{name}.onnx"), options, providers=["CPUExecutionProvider"])
            for name in ("finder", "recognizer")
        )

    def __call__(self, picture):
        """Lines of a uint8 [H, W, 3] picture in one of the finder's frames."""
        picture = np.ascontiguousarray(picture)
        maps = self.finder.run(None, {"image": picture[None]})[0][0]
        out = []
        for line in lines(characters(maps)):
            both = np.stack([strip(picture, line, turned) for turned in (False, True)])
            out.append(Reading(line, *self.recognizer.run(None, {"strips": both})[0]))
        return out
