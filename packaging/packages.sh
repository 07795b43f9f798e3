# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2034  # read by packaging/install-packages
# The Debian packages this project needs, by purpose: the only list there is.

# To compile the program and its man pages.
packages_build=(
  cmake g++ make ninja-build pkg-config
  libabsl-dev libcli11-dev libcurl4-openssl-dev libsodium-dev libsqlite3-dev
  libsqlitecpp-dev libtomlplusplus-dev libvips-dev nlohmann-json3-dev
  scdoc
)

# To run it where it was not compiled. libcurl is opened when a request is made and libcrypto when
# a file is digested, so no linker records them.
packages_run=(
  ca-certificates ffmpeg libcurl4 libssl3 libvips42 tzdata
)

# To build and run the tests: the second compiler, the test library, the sandbox's HTTP and TLS servers,
# the database of the former system with what sealed its tokens, the browser that opens the chat
# page with the fonts it needs, the shells and readers whose files are checked, two calendar
# programs that open exported plans, the program that judges metrics and alert rules, a second reader
# of the code, who reads units, and what scripts read JSON and rows with.
packages_test=(
  ccache clang clang-format libclang-rt-dev lld
  libcpp-httplib-dev libgmock-dev libgtest-dev libssl-dev
  postgresql postgresql-common python3-cryptography python3-swift libvips-tools
  chromium chromium-driver fonts-dejavu-core fonts-noto-color-emoji
  cppcheck fish man-db mandoc shellcheck zsh
  calcurse python3-icalendar
  prometheus systemd
  git jq sqlite3
)

# The quickstart: the sandbox's HTTP server, a dozen photographs, and a reader of what arrived.
packages_demo=(
  jq libcpp-httplib-dev libssl-dev mate-backgrounds
)

# To make the Debian package: who finds the libraries that its programs link.
packages_package=(
  dpkg-dev file
)

# What only the long run needs: clang-tidy, coverage reports, a fresh Debian to install into, a clock
# to set there, and who looks after packages.
packages_nightly=(
  clang-tidy debian-archive-keyring debootstrap libfaketime lintian llvm
)

# tests/bench: the yardsticks and counters.
packages_bench=(
  sqlite3 strace
)
