# Set-up steps shared by ./run, ./test and the Dockerfile. Source it; every step is idempotent and asks no question.
# A step that cannot be done says what is missing and how to get it, and returns non-zero.

say() { printf '%s\n' "$*" >&2; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then sudo -n "$@"
  elif command -v sudo >/dev/null 2>&1 && [ -t 0 ]; then sudo "$@"
  else return 1
  fi
}

# install_debian PACKAGE...: installs those that are missing. Returns 1 when any of them could not be had.
install_debian() {
  local missing=() package
  for package in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] && return 0
  if ! command -v apt-get >/dev/null 2>&1; then
    say "Not a Debian system. Please install the equivalents of: ${missing[*]}"; return 1
  fi
  say "Installing Debian packages: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  if ! as_root apt-get install -y --no-install-recommends "${missing[@]}" >/dev/null 2>&1; then
    # An old or absent package list is the usual reason: refresh it once, then take the packages one by one, so that one missing does not cost the rest.
    as_root apt-get update >/dev/null 2>&1
    local failed=()
    for package in "${missing[@]}"; do
      as_root apt-get install -y --no-install-recommends "$package" >/dev/null 2>&1 || failed+=("$package")
    done
    if [ ${#failed[@]} -gt 0 ]; then
      say "Could not install: ${failed[*]}. As root: apt-get update && apt-get install ${failed[*]}"; return 1
    fi
  fi
}

# need_dotnet: the .NET 10 SDK, from the path or from the user's folder, where Microsoft's install script puts it.
need_dotnet() {
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
  command -v dotnet >/dev/null 2>&1 || export PATH="$HOME/.dotnet:$PATH" DOTNET_ROOT="${DOTNET_ROOT:-$HOME/.dotnet}"
  dotnet --list-sdks 2>/dev/null | grep -q '^10\.' && return 0
  say "No .NET 10 SDK found: fetching it with Microsoft's install script into ~/.dotnet"
  install_debian curl ca-certificates || true
  local script; script=$(mktemp)
  if curl -fsSL https://dot.net/v1/dotnet-install.sh -o "$script" && bash "$script" --channel 10.0 --install-dir "$HOME/.dotnet" >/dev/null; then
    rm -f "$script"
    export PATH="$HOME/.dotnet:$PATH" DOTNET_ROOT="$HOME/.dotnet"
    dotnet --list-sdks | grep -q '^10\.' && return 0
  fi
  rm -f "$script"
  say "The .NET 10 SDK could not be installed. See https://dotnet.microsoft.com/download/dotnet/10.0 and start again."; return 1
}

# need_node: npm and the packages of package-lock.json (viewer, plots, fonts). No install scripts are run.
need_node() {
  command -v npm >/dev/null 2>&1 || install_debian nodejs npm || return 1
  [ -f package-lock.json ] || return 0
  if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
    say "Fetching the browser's libraries (npm ci)"
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2 || { say "npm ci failed: is the npm registry reachable?"; return 1; }
    touch node_modules/.package-lock.json
  fi
}

# What the program itself uses when it runs.
install_runtime_packages() { install_debian libsqlite3-0 util-linux weasyprint fonts-dejavu-core libgdcm-tools; }

# What the tests use besides: a browser, independent readers and checkers of our files, a second database.
install_test_packages() {
  install_debian chromium dcmtk dicom3tools plastimatch python3 python3-numpy python3-pydicom poppler-utils zip postgresql-15
}
