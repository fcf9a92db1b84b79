# Two commands do it all: `make run` opens the window, `make test` proves everything.
.PHONY: setup run test package bench screenshots walkthrough train calibrate evaluate

# Photographs and tables for training and development; no part of the repository.
DATA := $(or $(TAKEBACK_DATA),../shared/data)
START := $(or $(TAKEBACK_START),$(DATA)/../ml/pill-embedding-128.safetensors)
PYTHON := .venv/bin/python
TAKEBACK := cargo run --release --locked --
MINUTES ?= 120
WHEEL := training/work/rapidocr_onnxruntime-1.4.4-py3-none-any.whl

# System packages and ONNX Runtime (pinned; quick when present).
setup:
	@scripts/setup.sh

run: setup
	cargo run --release --locked

test: setup
	cargo fmt --check
	cargo clippy --locked --all-targets -- --deny warnings
	vendor/bin/cargo-deny --locked check licenses bans sources
	if [ -d $(DATA) ]; then python3 scripts/build_catalog.py --check; fi
	python3 scripts/third_party.py --check
	xvfb-run --auto-servernum cargo test --locked

# A Debian package with the models and ONNX Runtime, target/package.
package: setup
	cargo build --release --locked
	scripts/package.sh $${CARGO_TARGET_DIR:-target}/release/takeback target/package

bench: setup
	cargo bench --locked
	cargo build --release --locked
	xvfb-run --auto-servernum benches/whole.py $${CARGO_TARGET_DIR:-target}/release/takeback
	xvfb-run --auto-servernum --server-args "-screen 0 1280x800x24" benches/live.py $${CARGO_TARGET_DIR:-target}/release/takeback

# Pictures of the main screens in every language and three sizes, target/screenshots.
screenshots: setup
	cargo build --release --locked
	scripts/screenshots.py $${CARGO_TARGET_DIR:-target}/release/takeback

# From the first start to an exported record in a real window, a picture of each step in target/walkthrough.
walkthrough: setup
	cargo build --release --locked
	tests/equipment/walkthrough.py $${CARGO_TARGET_DIR:-target}/release/takeback

# Accuracy on the real consumer photographs, which nothing is ever trained or fitted on. It has a
# home of its own: a person's record is no place for a measurement.
evaluate: setup
	$(TAKEBACK) evaluate --home training/work/home --images $(DATA)/consumer_dev/images \
	  --labels $(DATA)/consumer_dev/labels.csv --pairs $(DATA)/consumer_dev/pairs.csv

# All networks from the studio photographs, and what they come to. Stopped, `train` goes on with
# `.venv/bin/python training/train.py --minutes $(MINUTES) --resume`.
train: setup $(PYTHON) $(WHEEL)
	$(PYTHON) training/prepare.py
	$(PYTHON) training/fit_color.py && $(PYTHON) training/fit_shape.py
	$(PYTHON) training/locate.py train --minutes $(MINUTES) && $(PYTHON) training/locate.py export
	training/train_reader.sh $(WHEEL) $(abspath $(PYTHON)) $(MINUTES)
	$(PYTHON) training/imprint_labels.py --products 5000 && $(PYTHON) training/alike.py
	$(PYTHON) training/train.py --minutes $(MINUTES) --start $(START)
	$(PYTHON) training/gallery.py
	$(TAKEBACK) hazards --verdicts > training/work/verdicts.csv
	$(PYTHON) training/hazard_head.py
	$(PYTHON) training/export.py
	$(MAKE) calibrate
	$(PYTHON) training/parity.py
	$(MAKE) evaluate

# How much each kind of evidence weighs, fitted on composed photographs.
calibrate: setup $(PYTHON)
	training/calibrate.sh $(PYTHON)

# What the imprint recogniser starts from (PP-OCRv4, Apache-2.0); its SHA-256 is checked when it is opened.
$(WHEEL): $(PYTHON)
	.venv/bin/pip download --quiet --no-deps --dest $(@D) rapidocr-onnxruntime==1.4.4

$(PYTHON): training/requirements.txt
	python3 -m venv .venv
	.venv/bin/pip install --quiet --requirement $<
	touch $@
