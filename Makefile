# Two commands do it all: `make run` opens the window, `make test` proves everything.
.PHONY: setup run test bench

# System packages, ONNX Runtime, the imprint reader's models (all pinned; quick when present).
setup:
	@scripts/setup.sh

run: setup
	cargo run --release --locked

test: setup
	cargo fmt --check
	cargo clippy --locked --all-targets -- --deny warnings
	vendor/bin/cargo-deny --locked check licenses bans sources
	xvfb-run --auto-servernum cargo test --locked

bench: setup
	cargo bench --locked
