#!/bin/sh
# Train the imprint reader: the finder and the recogniser side by side, first on invented imprints;
# half-way the reference photographs' own lines are read, and the recogniser learns from them too.
#
#   training/train_reader.sh WHEEL [PYTHON] [MINUTES]
#
# `prepare.py` has to have run.
set -eu
wheel=$(realpath "$1")
cd "$(dirname "$0")"
python=${2:-python3}
minutes=${3:-80}

"$python" imprint_sides.py
"$python" imprint_finder.py train --minutes "$minutes" &
finder=$!
"$python" imprint_recognizer.py train "$wheel" --minutes "$minutes" &
recognizer=$!
trap 'kill "$finder" "$recognizer"' EXIT
sleep "$((minutes * 30))"
"$python" imprint_export.py "$wheel"
"$python" imprint_labels.py
wait "$finder" "$recognizer"
trap - EXIT
"$python" imprint_export.py "$wheel"
"$python" imprint_figures.py
"$python" imprint_export.py "$wheel"
