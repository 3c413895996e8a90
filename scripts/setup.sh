# Sourced by ./run and ./test: what the build needs beyond Rust is a C linker.
if ! command -v cargo >/dev/null; then
  echo "Rust is missing: install it from https://rustup.rs and run this again" >&2
  exit 3
fi
if ! command -v cc >/dev/null; then
  elevate=""
  [ "$(id -u)" -eq 0 ] || elevate="sudo"
  if command -v apt-get >/dev/null; then
    $elevate apt-get update -qq && $elevate apt-get install -y -qq gcc libc6-dev
  elif command -v dnf >/dev/null; then
    $elevate dnf install -y gcc glibc-devel
  elif command -v pacman >/dev/null; then
    $elevate pacman -S --noconfirm --needed gcc
  elif command -v apk >/dev/null; then
    $elevate apk add gcc musl-dev
  else
    echo "a C linker (cc) is missing, and no package manager known to this script was found" >&2
    exit 3
  fi
fi
