"""Take the imprint reader's two networks out of the wheel they are published in.

    pip download --no-deps rapidocr-onnxruntime==1.4.4
    python imprint_models.py rapidocr_onnxruntime-1.4.4-py3-none-any.whl

Writes models/imprint-detector.onnx, models/imprint-recognizer.onnx (PP-OCRv4, Apache-2.0,
weights stored as float16) and models/reader.json.
"""

import hashlib
import json
import sys
import zipfile
from pathlib import Path

import numpy as np
import onnxruntime

from halve import halve

MODELS = Path(__file__).resolve().parent.parent / "models"
WHEEL_SHA256 = "971d7d5f223a7a808662229df1ef69893809d8457d834e6373d3854bc1782cbf"
PARTS = {
    "detector": ("rapidocr_onnxruntime/models/ch_PP-OCRv4_det_infer.onnx", (1, 3, 192, 480)),
    "recognizer": ("rapidocr_onnxruntime/models/ch_PP-OCRv4_rec_infer.onnx", (1, 3, 48, 200)),
}
TOLERANCE = 0.05


def outputs(source, shape):
    """What a model makes of noise."""
    session = onnxruntime.InferenceSession(source, providers=["CPUExecutionProvider"])
    noise = np.random.default_rng(0).normal(0, 1, shape).astype(np.float32)
    return session.run(None, {session.get_inputs()[0].name: noise})[0]


def main():
    wheel = Path(sys.argv[1])
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != WHEEL_SHA256:
        sys.exit(f"{wheel} is not the wheel that was pinned (SHA-256 differs)")
    record = {"wheel": wheel.name, "wheel_sha256": WHEEL_SHA256, "licence": "Apache-2.0"}
    for part, (member, shape) in PARTS.items():
        path = MODELS / f"imprint-{part}.onnx"
        original = zipfile.ZipFile(wheel).read(member)
        path.write_bytes(original)
        halve(path)
        difference = float(np.abs(outputs(original, shape) - outputs(str(path), shape)).max())
        if difference > TOLERANCE:
            sys.exit(f"{path.name} differs from the original by {difference}")
        record[part] = {
            "file": path.name,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "bytes": path.stat().st_size,
            "member": member,
            "member_sha256": hashlib.sha256(original).hexdigest(),
            "largest_difference": difference,
        }
        print(f"{path.name} {path.stat().st_size / 1e6:.1f} MB, differs by {difference:.1e}")
    (MODELS / "reader.json").write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
