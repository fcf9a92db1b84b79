"""Write models/manifest.json, the one description of the model that the program reads.

    python training/manifest.py [MODELS_DIR]

Merges classifier.json, locator.json and reader.json (written by the exports) with fusion.json
(written by fit_fusion.py; the values in PRIOR stand in until it has been).  Hashes
are taken from the files as they lie there, and a file that differs from what its
export recorded stops the merge.
"""

import csv
import hashlib
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = 5
FIGURES = {"file", "sha256", "input_size", "map_size", "embedding_size", "classes", "measured"}

# By hand, from the feasibility study: an imprint counts for about six times the
# logarithm of its fuzzy agreement, here a proper log-likelihood ratio of weight one.
EVEN = {"one_side": 0.5, "two_sides": 0.5}
SURE = {"identify_at": {"bare": EVEN, "measured": EVEN}}
PRIOR = {
    "without_imprint": {"picture": 1.0, "imprint": 0.0, "color": 0.3, "shape": 0.3, "size": 0.8, **SURE},
    "with_imprint": {"picture": 0.8, "imprint": 0.8, "color": 0.3, "shape": 0.3, "size": 0.8, **SURE},
    "no_reference": {"one_side": -9.5, "two_sides": -19.0},
    "unexplained": 7.0,
    "odd_side": -8.0,
    "odd_picture": -12.0,
    "hazard": {"bias": 0.0, "mass": 1.0, "head": 0.0, "threshold": 0.1, "threshold_measured": 0.1},
    "fitted": {"on": "nothing: values set by hand"},
}


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def checked(models, record):
    """An export's record, its file's hash checked."""
    if sha256(models / record["file"]) != record["sha256"]:
        sys.exit(f"{record['file']} is not the file that its record describes: export it again")
    return record


def entry(models, name):
    """What an export recorded."""
    return json.loads((models / name).read_text(encoding="utf-8"))


def history(record):
    """Everything an export recorded that the program itself does not need."""
    return {key: value for key, value in record.items() if key not in FIGURES}


def main():
    models = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "models"
    classifier, locator, reader = (entry(models, f"{name}.json") for name in ("classifier", "locator", "reader"))
    for record in (classifier, locator, reader["finder"], reader["recognizer"]):
        checked(models, record)
    fusion = models / "fusion.json"
    with open(ROOT / "assets" / "catalog" / "products.csv", newline="", encoding="utf-8") as file:
        catalog = max(row["as_of"] for row in csv.DictReader(file))
    manifest = {
        "schema": SCHEMA,
        "classifier": {
            "file": classifier["file"],
            "sha256": classifier["sha256"],
            "input_px": classifier["input_size"],
            "embedding": classifier["embedding_size"],
            "classes": classifier["classes"],
            "scale": classifier["scale"],
            "class_table": "classes.csv",
            "class_table_sha256": sha256(models / "classes.csv"),
            "catalog": catalog,
            "training": history(classifier),
            "measured": classifier.get("measured"),
        },
        "locator": {
            "file": locator["file"],
            "sha256": locator["sha256"],
            "input_px": locator["input_size"],
            "map_px": locator["map_size"],
            "training": history(locator),
            "measured": locator.get("measured"),
        },
        "reader": {
            "finder": {key: reader["finder"][key] for key in ("file", "sha256")},
            "recognizer": {key: reader["recognizer"][key] for key in ("file", "sha256")},
            "training": {key: value for key, value in reader.items() if key != "measured"},
            "measured": reader.get("measured"),
        },
        "fusion": json.loads(fusion.read_text(encoding="utf-8")) if fusion.exists() else PRIOR,
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    (models / "manifest.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
