#!/usr/bin/env bash
# Makes a Debian package of a built program, with the models and ONNX Runtime.
#
#   scripts/package.sh PROGRAM FOLDER
#
# Prints the path of the package. The same commit and program give the same package, byte for byte.
set -euo pipefail
program=$(realpath "${1:?a built program}")
mkdir -p "${2:?the folder for the package}"
folder=$(realpath "$2")
cd "$(dirname "$0")/.."

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"
# put MODE PLACE FILE...: these files go into that folder of the machine.
put() { install -D --mode "$1" --target-directory "$root/$2" "${@:3}"; }

install -D --mode 755 "$program" "$root/usr/bin/takeback"
strip "$root/usr/bin/takeback"
put 644 usr/lib/takeback vendor/onnxruntime/libonnxruntime.so.*
put 644 usr/share/takeback/models models/manifest.json models/*.csv models/*.onnx
put 644 usr/share/takeback/kiosk packaging/kiosk/*
chmod 755 "$root/usr/share/takeback/kiosk/takeback-kiosk-session"
put 644 usr/share/applications packaging/debian/takeback.desktop
put 644 usr/share/icons/hicolor/scalable/apps assets/icon/takeback.svg

papers=usr/share/doc/takeback
put 644 $papers packaging/debian/copyright assets/licences/third-party.txt assets/fonts/OFL.txt
put 644 $papers README.md ARCHITECTURE.md SECURITY.md CHANGELOG.md
put 644 $papers/docs docs/*.md
put 644 $papers/docs/images docs/images/*
put 644 $papers/models models/README.md
put 644 $papers/assets/schema assets/schema/identify.schema.json
install --mode 644 vendor/onnxruntime/ThirdPartyNotices.txt "$root/$papers/onnxruntime-notices.txt"

# What a linker sees is looked up, what the window opens later is listed.
mkdir "$root/debian"
touch "$root/debian/control"
linked=$(cd "$root" && dpkg-shlibdeps -O usr/bin/takeback usr/lib/takeback/* 2> >(grep -v warning: >&2))
rm -r "$root/debian"
loaded=$(grep -v '^#' packaging/debian/loaded-libraries | paste --serial --delimiters=, | sed 's/,/, /g')

version=$("$root/usr/bin/takeback" --version)
version=${version#takeback }
architecture=$(dpkg --print-architecture)
mkdir "$root/DEBIAN"
cat >"$root/DEBIAN/control" <<CONTROL
Package: takeback
Version: $version
Architecture: $architecture
Maintainer: The takeback contributors
Installed-Size: $(du --summarize --block-size=1K "$root/usr" | cut --fields=1)
Depends: ${linked#shlibs:Depends=}, $loaded
Recommends: xdg-desktop-portal-gtk | xdg-desktop-portal-backend
Suggests: cage
Section: science
Priority: optional
Description: identify loose pills at drug take-back sites and keep the record
 A camera looks at loose pills; takeback says which drug each is and whether it
 is hazardous, a person confirms, and the disposal goes into a record that can
 be reviewed, verified and exported. Nothing leaves the machine.
CONTROL
(cd "$root" && find usr -type f -print0 | LC_ALL=C sort --zero-terminated | xargs --null md5sum >DEBIAN/md5sums)
find "$root" -type d -exec chmod 755 {} +

# Outside of a checkout, or in one of somebody else, git says nothing.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || stat --format=%Y CHANGELOG.md)}
export SOURCE_DATE_EPOCH
package="$folder/takeback_${version}_$architecture.deb"
dpkg-deb --root-owner-group -Zzstd --build "$root" "$package" >/dev/null
echo "$package"
