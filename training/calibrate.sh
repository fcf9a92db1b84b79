#!/bin/sh
# Fit the fusion to the models that lie in models/, and describe them: models/fusion.json and
# models/manifest.json. Eight minutes on two idle cores; to be run after every export.
#
#   training/calibrate.sh [PYTHON]
#
# The photographs are composed from reference photographs of products that the imprint reader never
# learned from, made to show other specimens (specimens.py) and harder (degrade.py); no consumer photograph is used. Needs `prepare.py`
# and `imprint_sides.py` to have run, and takeback: the one that TAKEBACK names, else a release build.
set -eu
cd "$(dirname "$0")/.."
python=${1:-python3}
takeback=${TAKEBACK:-cargo run --release --locked --quiet --}
work=training/work/fusion
mkdir -p "$work"

# The values set by hand stand in while the evidence is collected; they do not enter it.
rm -f models/fusion.json
"$python" training/manifest.py

rm -rf "$work/plain" "$work/hard" "$work/foreign"
"$python" training/compose.py --kind single --pairs --products held_out --count 260 --seed 4711 --out "$work/plain"
"$python" training/compose.py --kind single --pairs --products held_out --count 380 --seed 4712 --out "$work/hard"
"$python" training/foreign.py --count 400 --seed 4714 --out "$work/foreign"
for set in plain hard foreign; do
  "$python" training/specimens.py "$work/$set"
done
"$python" training/degrade.py "$work/hard"
for set in plain hard foreign; do
  # TAKEBACK may hold arguments too.
  # shellcheck disable=SC2086
  $takeback evaluate --home "$work/home" --json \
    --images "$work/$set" --labels "$work/$set/labels.csv" --pairs "$work/$set/pairs.csv" \
    --evidence "$work/$set.evidence" >"$work/$set.json"
done
"$python" training/fit_fusion.py "$work/plain.evidence" "$work/hard.evidence" --foreign "$work/foreign.evidence"
"$python" training/manifest.py
