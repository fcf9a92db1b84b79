#!/bin/sh
# Fit the fusion to the models that lie in models/, and describe them: models/fusion.json and
# models/manifest.json. About ten minutes; to be run after every export.
#
#   training/calibrate.sh [PYTHON]
#
# The photographs are composed from reference photographs and then made harder (degrade.py); no
# consumer photograph is used. Needs `prepare.py` to have run, and a release build of takeback.
set -eu
cd "$(dirname "$0")/.."
python=${1:-python3}
work=training/work/fusion
mkdir -p "$work"

# The values set by hand stand in while the evidence is collected; they do not enter it.
rm -f models/fusion.json
"$python" training/manifest.py

rm -rf "$work/plain" "$work/hard"
"$python" training/compose.py --kind single --pairs --count 220 --seed 4711 --out "$work/plain"
"$python" training/compose.py --kind single --pairs --count 280 --seed 4712 --out "$work/hard"
"$python" training/degrade.py "$work/hard"
for set in plain hard; do
  cargo run --release --locked --quiet -- evaluate --home "$work/home" --json \
    --images "$work/$set" --labels "$work/$set/labels.csv" --pairs "$work/$set/pairs.csv" \
    --evidence "$work/$set.evidence" >"$work/$set.json"
done
"$python" training/fit_fusion.py "$work/plain.evidence" "$work/hard.evidence"
"$python" training/manifest.py
