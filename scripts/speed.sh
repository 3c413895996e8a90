#!/usr/bin/env bash
# The gate on speed: counts instructions under callgrind and fails where a limit of crates/speed/benches/instructions.rs is
# exceeded. `scripts/speed.sh --report` prints seconds instead.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ "${1-}" = "--report" ]; then
  cargo bench --package interdict-speed --locked --bench seconds
  cargo bench --package interdict-speed --locked --bench names
  exec cargo bench --package interdict-speed --locked --bench dealings
fi

if ! command -v valgrind >/dev/null; then
  elevate=""
  [ "$(id -u)" -eq 0 ] || elevate="sudo"
  if command -v apt-get >/dev/null; then
    $elevate apt-get update -qq && $elevate apt-get install -y -qq valgrind libc6-dbg
  elif command -v dnf >/dev/null; then
    $elevate dnf install -y valgrind
  elif command -v pacman >/dev/null; then
    $elevate pacman -S --noconfirm --needed valgrind
  elif command -v apk >/dev/null; then
    $elevate apk add valgrind
  else
    echo "valgrind is missing, and no package manager known to this script was found" >&2
    exit 3
  fi
fi

# The runner must be of the library's own version.
version=$(sed -n '/^name = "gungraun"$/{n;s/version = "\(.*\)"/\1/p}' Cargo.lock)
if [ "$(gungraun-runner --version 2>/dev/null | sed 's/.* //')" != "$version" ]; then
  tools="${CARGO_TARGET_DIR:-target}/tools"
  mkdir -p "$tools"
  tools=$(cd "$tools" && pwd)
  export GUNGRAUN_RUNNER="$tools/bin/gungraun-runner"
  [ -x "$GUNGRAUN_RUNNER" ] && [ "$("$GUNGRAUN_RUNNER" --version | sed 's/.* //')" = "$version" ] ||
    cargo install gungraun-runner --version "$version" --locked --root "$tools" --quiet
fi
cargo bench --package interdict-speed --locked --bench instructions
