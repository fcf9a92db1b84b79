#!/bin/sh
# Fit the fusion to the models that lie in models/, and describe them: models/fusion.json and
# models/manifest.json. Fifteen minutes on two idle cores; to be run after every export.
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

# By others_plain and others_hard nothing is chosen: the figures are theirs.
sets="plain hard others_plain others_hard foreign"
for set in $sets; do
  rm -rf "${work:?}/$set"
done
"$python" training/compose.py --kind single --pairs --products held_out --count 260 --seed 4711 --out "$work/plain"
"$python" training/compose.py --kind single --pairs --products held_out --count 380 --seed 4712 --out "$work/hard"
"$python" training/compose.py --kind single --pairs --products held_out --count 200 --seed 4721 --out "$work/others_plain"
"$python" training/compose.py --kind single --pairs --products held_out --count 300 --seed 4722 --out "$work/others_hard"
"$python" training/foreign.py --count 800 --seed 4714 --out "$work/foreign"
for set in $sets; do
  "$python" training/specimens.py "$work/$set"
done
for set in hard others_hard; do
  "$python" training/degrade.py "$work/$set"
done
for set in $sets; do
  # TAKEBACK may hold arguments too.
  # shellcheck disable=SC2086
  $takeback evaluate --home "$work/home" --json \
    --images "$work/$set" --labels "$work/$set/labels.csv" --pairs "$work/$set/pairs.csv" \
    --evidence "$work/$set.evidence" >"$work/$set.json" \
    || { echo "calibrate.sh: $set could not all be evaluated; $work/$set.json says which photographs" >&2; exit 1; }
done
"$python" training/fit_fusion.py "$work/plain.evidence" "$work/hard.evidence" --foreign "$work/foreign.evidence" \
  --others "$work/others_plain.evidence" "$work/others_hard.evidence"
"$python" training/manifest.py
