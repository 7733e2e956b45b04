#!/usr/bin/env bash
# Writes a valid image of any size: benchmarks/generate.sh OUT --size 4g --tasks 8 --files 1000
# All options: benchmarks/generate.sh --help
set -euo pipefail
source "${BASH_SOURCE[0]%/*}/lib.sh"
build_benchmarks
exec "$java" -Xmx256m -cp "$benchmarks_jar" org.ckptimage.benchmarks.generate.Generate "$@"
