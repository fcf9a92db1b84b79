"""What sites exported with `takeback export --labelled DIR`, each photograph once.

Exports overlap, and what a photograph shows may be corrected between two of them.  An export's manifest says when it was
made (`made`, by the site's clock, with its offset from UTC): of a photograph (`photo_sha256`) that several name, the row
of the newest stands.  One that the newest does not name may lie outside of its days, and keeps its older row.
"""

import csv
import hashlib
import json
import sys
from datetime import datetime
from pathlib import Path


def checked(folder):
    """When the export was made, and the names of its files; ends the program where one is not what the manifest says."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for file in manifest["files"]:
        name = Path(file["name"]).name
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != file["sha256"]:
            sys.exit(f"{folder / name} was changed after it was signed; nothing was taken in")
    return datetime.fromisoformat(manifest["made"]), {Path(file["name"]).name for file in manifest["files"]}


def labels(folders):
    """Path, NDC and part of every photograph that a manifest vouches for and the site does not keep for its checks."""
    newest = {}
    exports = [(*checked(folder), folder) for folder in folders]
    for _, signed, folder in sorted(exports, key=lambda export: export[0]):
        with open(folder / "labels.csv", newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if row["file"] in signed:
                    newest[row["photo_sha256"]] = (folder / row["file"], row)
    return [(path, row["ndc11"], row["part"]) for path, row in newest.values() if row["kind"] != "check"]
