#!/usr/bin/env bash
# Measures everything and writes it into benchmarks/README.md and benchmarks/time-against-size.svg; about 20 minutes on
# 2 cores, and 25 GB of room. Nothing else should run meanwhile.
#
#   benchmarks/measure.sh [-d DIR] [-o FOLDER] [-j JAVA_HOME] [-q]
#
#   -d DIR        where images are written to (default $TMPDIR or /tmp)
#   -o FOLDER     where JMH's JSON and the other results go (default benchmarks/target/results)
#   -j JAVA_HOME  a second JDK, on which rewriting is measured as well
#   -q            quick and meaningless: tiny images, a second a benchmark; README and plot go to FOLDER instead
set -euo pipefail
source "${BASH_SOURCE[0]%/*}/lib.sh"

dir=${TMPDIR:-/tmp} folder=$root/benchmarks/target/results second= quick=
while getopts d:o:j:q option; do
    case $option in
        d) dir=$OPTARG ;;
        o) folder=$OPTARG ;;
        j) second=$OPTARG ;;
        q) quick=yes ;;
        *) sed -n '2,10s/^# \{0,1\}//p' "$0" >&2 && exit 2 ;;
    esac
done
build_benchmarks
rm -rf "$folder"
mkdir -p "$folder"

readme=$root/benchmarks/README.md plot=$root/benchmarks/time-against-size.svg
all=() sizes=(-p size=64m,512m,4g -i 5) compare=() heap=1000000
if [ -n "$quick" ]; then
    cp "$readme" "$folder/README.md"
    readme=$folder/README.md plot=$folder/time-against-size.svg
    all=(-wi 1 -i 1 -w 100ms -r 100ms -p size=1m,2m -p records=1000 -p descriptors=100 -p planFirst=0)
    sizes=("${all[@]}") compare=(-n 1 -s 1m) heap=1000
fi

# jmh JAVA OUTPUT OPTION...: one run; its progress goes to a log. What is allocated JMH reads off the JVM's own counters
# before and after each iteration, so that it costs the times nothing.
jmh() {
    local runs_on=$1 output=$2
    shift 2
    printf '%s  JMH: %s\n' "$(date +%T)" "$output"
    if ! "$runs_on" -jar "$benchmarks_jar" -prof gc -p dir="$dir" -rf json -rff "$folder/$output.json" "$@" \
        >"$folder/$output.log" 2>&1; then
        tail -n 40 "$folder/$output.log" >&2
        exit 1
    fi
    # What fails is missing in the tables; the rest is worth having.
    if grep -q '^<failure>' "$folder/$output.log"; then
        printf 'some benchmarks failed, see %s\n' "$folder/$output.log" >&2
    fi
}

jmh "$java" jmh-all "${all[@]}"
# More sizes for the plot, and more samples of what the disk makes restless.
jmh "$java" jmh-sizes "${sizes[@]}" -p edit=DELETE_FILE 'RewriteBenchmark.(toFile|cpAndSync)'
if [ -n "$second" ]; then
    jmh "$second/bin/java" second-rewrite "${all[@]}" -p edit=DELETE_FILE RewriteBenchmark
fi

printf '%s  heap per record\n' "$(date +%T)"
image=$(mktemp "$dir/ckpt-heap-XXXXXX")
trap 'rm -f "$image"' EXIT
for files in "$heap" $((heap * 11 / 10)) $((heap * 5 / 4)); do
    "$java" -cp "$benchmarks_jar" org.ckptimage.benchmarks.generate.Generate "$image" \
        --tasks 10 --files $((files / 40)) >/dev/null
    "$java" -cp "$benchmarks_jar" org.ckptimage.benchmarks.HeapPerRecord "$image"
done | tee "$folder/heap.txt"
rm -f "$image"

printf '%s  whole commands\n' "$(date +%T)"
"$root/benchmarks/compare.sh" "${compare[@]}" -d "$dir" -t "$folder/compare.tsv"

machine="Measured $(date +%F): $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores, \
$(awk '/MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo) of memory, Linux $(uname -r), \
$(stat -f -c %T "$dir")."
"$java" -cp "$benchmarks_jar" org.ckptimage.benchmarks.report.Report "$folder" "$readme" "$machine"
"$java" -cp "$benchmarks_jar" org.ckptimage.benchmarks.report.Plot "$plot" "$folder"/jmh-*.json
printf '%s  written: %s, %s\n' "$(date +%T)" "$readme" "$plot"
