#!/bin/sh
# Train the imprint reader: first on invented imprints, then also on the reference photographs,
# whose characters it places itself, twice more as it gets better.
#
#   training/train_reader.sh [PYTHON] [MINUTES]
set -eu
cd "$(dirname "$0")"
python=${1:-python3}
minutes=${2:-80}

"$python" imprint_reader.py train --minutes "$minutes" &
training=$!
trap 'kill "$training"' EXIT
for wait in 40 25 15; do
  sleep "$((minutes * wait * 60 / 100))"
  "$python" imprint_labels.py
done
wait "$training"
trap - EXIT
"$python" imprint_figures.py
"$python" imprint_reader.py export
