#!/usr/bin/env bash
# Pictures of the main screens, taken from the real window under Xvfb and driven by its keys.
# Usage: scripts/screenshots.sh [PHOTO...]   (one photograph of one pill; default: a drawn tray only)
# Needs xvfb, xdotool and imagemagick. TAKEBACK names the binary, OUT the folder for the pictures,
# SIZES the screens.
set -euo pipefail
cd "$(dirname "$0")/.."
binary=${TAKEBACK:-target/release/takeback}
out=${OUT:-target/screenshots}
sizes=${SIZES:-1280x800 1920x1080}
photo=${1:-}
[[ -x $binary ]] || { echo "screenshots: build first: cargo build --release" >&2; exit 1; }
mkdir -p "$out"

# take NAME SIZE KEYS... : opens the window, sends the keys ("sleep:2" waits), saves one picture.
take() {
  local name=$1 size=$2 open=$3; shift 3
  local home display
  home=$(mktemp -d)
  cp -r "$seed/." "$home"
  exec {ready}<> <(:)
  Xvfb -displayfd "$ready" -screen 0 "${size}x24" >/dev/null 2>&1 &
  local xvfb=$!
  read -r -u "$ready" -t 10 display
  export DISPLAY=:$display
  "$binary" --home "$home" ${open:+"$open"} >"$out/$name-$size.log" 2>&1 &
  local app=$! window=
  for _ in {1..60}; do
    window=$(xdotool search --onlyvisible --name '^takeback$' 2>/dev/null | head -1) && [[ -n $window ]] && break
    sleep 0.25
  done
  # There is no window manager to make it fill the screen.
  xdotool windowmove "$window" 0 0 windowsize "$window" "${size%x*}" "${size#*x}" windowfocus "$window"
  sleep 1
  for key in "$@"; do
    case $key in
      sleep:*) sleep "${key#sleep:}" ;;
      type:*) xdotool type --delay 20 "${key#type:}" ;;
      *) xdotool key "$key"; sleep 0.3 ;;
    esac
  done
  sleep 0.7
  import -window root "$out/$name-$size.png"
  kill "$app" "$xvfb" 2>/dev/null || true
  wait "$app" "$xvfb" 2>/dev/null || true
  exec {ready}>&-
  rm -rf "$home"
}

# A home with records, past the first start.
seed=$(mktemp -d)
drawn=$(mktemp --suffix .png)
trap 'rm -rf "$seed" "$drawn"' EXIT
"$binary" demo-tray --count 1 --out "$drawn" >/dev/null
for drug in 00002-3228-30 00555-0831-02 00093-5731-01; do
  "$binary" --home "$seed" record --ndc "$drug" --quantity 3 "${photo:-$drawn}" >/dev/null 2>&1 || true
done

for size in $sizes; do
  take capture "$size" "" sleep:2
  take capture-light "$size" "" F4 sleep:1
  take tray "$size" "" ctrl+t sleep:9
  take search "$size" "" ctrl+f type:teva sleep:1
  take log "$size" "" F2 sleep:1
  take log-light "$size" "" F4 F2 ctrl+e sleep:1
  take about "$size" "" F3 sleep:3
  if [[ -n $photo ]]; then
    take result "$size" "$photo" sleep:6 1
    take result-light "$size" "$photo" F4 sleep:6 1
    take recorded "$size" "$photo" sleep:6 1 Return sleep:1
    take undo "$size" "$photo" sleep:6 u sleep:1 ctrl+z
  fi
done
ls -1 "$out"
