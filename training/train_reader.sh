#!/bin/sh
# Train the imprint reader: the finder and the recogniser side by side, first on invented imprints;
# half-way the reference photographs' own lines are read, and the recogniser learns from them too.
# The first that fails ends it.
#
#   training/train_reader.sh WHEEL [PYTHON] [MINUTES]
#
# MINUTES are a whole number. `prepare.py` has to have run.
set -eu
wheel=$(realpath "$1")
cd "$(dirname "$0")"
python=${2:-python3}
minutes=${3:-80}

"$python" imprint_sides.py
half=$(($(date +%s) + minutes * 30))
"$python" imprint_finder.py train --minutes "$minutes" &
finder=$!
"$python" imprint_recognizer.py train "$wheel" --minutes "$minutes" &
recognizer=$!
running="finder:$finder recognizer:$recognizer"
trap 'kill "$finder" "$recognizer" 2>/dev/null || :' EXIT
# Else the trainings would go on alone: what runs in the background ignores Ctrl+C.
trap 'exit 1' INT TERM

# Some seconds later: takes those out of `running` that have ended well.
look_again() {
  sleep 5
  still=
  for one in $running; do
    pid=${one#*:}
    if kill -0 "$pid" 2>/dev/null; then
      still="$still $one"
    else
      wait "$pid" || {
        echo "train_reader.sh: imprint_${one%:*}.py failed with status $?; what it said is above" >&2
        exit 1
      }
    fi
  done
  running=$still
}

# A slow start can put a first checkpoint off beyond half of the time.
half_way() {
  [ "$(date +%s)" -ge "$half" ] && [ -e work/reader/finder.pt ] && [ -e work/reader/recognizer.pt ]
}

while [ -n "$running" ] && ! half_way; do look_again; done
"$python" imprint_export.py "$wheel"
"$python" imprint_labels.py
while [ -n "$running" ]; do look_again; done
trap - EXIT INT TERM
"$python" imprint_export.py "$wheel"
"$python" imprint_figures.py
"$python" imprint_export.py "$wheel"
