#!/usr/bin/env bash
# Whole commands, from start to exit: ckpt against cp, cat, sha256sum and, if it is on the PATH, user-cr's ckptinfo.
#
#   benchmarks/compare.sh [-n RUNS] [-s SIZE] [-d DIR] [-t FILE] [IMAGE]
#
#   -n RUNS   how often each is run, after once that does not count; the median is printed (default 5)
#   -s SIZE   bytes of the image that is made if no IMAGE is given (default 4g)
#   -d DIR    where images are written to (default $TMPDIR or /tmp); needs room for three
#   -t FILE   write the figures there as well, with tabs: name, seconds, ratio, peak KiB, peak KiB without mapped files
#
# Everything is warm: the image lies in the page cache, the JVM's class archive is there. Files are written and synced.
# Nothing is needed but bash, coreutils and /proc.
set -euo pipefail
source "${BASH_SOURCE[0]%/*}/lib.sh"

runs=5 size=4g dir=${TMPDIR:-/tmp} table=/dev/null
while getopts n:s:d:t: option; do
    case $option in
        n) runs=$OPTARG ;;
        s) size=$OPTARG ;;
        d) dir=$OPTARG ;;
        t) table=$OPTARG ;;
        *) sed -n '2,12s/^# \{0,1\}//p' "$0" >&2 && exit 2 ;;
    esac
done
shift $((OPTIND - 1))

ckpt=$root/ckpt
"$ckpt" --version >/dev/null
folder=$(mktemp -d "$dir/ckpt-compare-XXXXXX")
trap 'rm -rf "$folder"' EXIT
out=$folder/out.ckpt
image=${1:-}
if [ -z "$image" ]; then
    image=$folder/image.ckpt
    "$root/benchmarks/generate.sh" "$image" --size "$size" --tasks 4 --files 1000 --sockets 20 --epolls 2
fi
copy=$folder/copy.ckpt
cp "$image" "$copy"
sync "$copy"
cat "$image" >/dev/null
# The first descriptor of the first task: something to delete.
victim=$("$ckpt" files --json "$image" | grep -o '"pid" *: *[0-9]*, *"fd" *: *[0-9]*' | head -n 1 |
    sed 's/[^0-9]*\([0-9]*\)[^0-9]*/\1:/') || true
victim=${victim:-1000:0}

# The middle one of the numbers on standard input.
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# Runs a command as the shell would; a program that writes a file is followed by sync.
run() { "$@" >/dev/null; }
to_file() { "$@" >/dev/null && sync "$out"; }
# What a command says goes to standard error here; it is shown only if the command fails.
to_pipe() { "$@" 2>"$folder/said" | cat >/dev/null || { cat "$folder/said" >&2 && return 1; }; }

# measure NAME LIMIT HOW COMMAND...: prints the median of its times, over that of the row LIMIT, and its memory.
declare -A seconds
measure() {
    local name=$1 limit=$2 how=$3 times=() start ratio=- memory i
    shift 3
    for ((i = 0; i <= runs; i++)); do
        rm -f "$out"
        start=$EPOCHREALTIME
        "$how" "$@"
        # The first one warms up. EPOCHREALTIME has six digits behind its point, or comma.
        [ "$i" = 0 ] || times+=($((${EPOCHREALTIME/[.,]/} - ${start/[.,]/})))
    done
    seconds[$name]=$(printf '%s\n' "${times[@]}" | median)
    [ -z "$limit" ] || [ -z "${seconds[$limit]:-}" ] ||
        ratio=$(awk -v a="${seconds[$name]}" -v b="${seconds[$limit]}" 'BEGIN { printf "%.2f", a / b }')
    rm -f "$out"
    memory=$(peak "$@")
    awk -v us="${seconds[$name]}" -v m="$memory" -v name="$name" -v ratio="$ratio" -v limit="$limit" 'BEGIN {
        split(m, kib, " ")
        printf "%-22s %8.3f s   %7s  %-14s %6.0f MiB  %6.0f MiB\n", name, us / 1e6, ratio, limit, kib[1] / 1024,
            kib[2] / 1024 }'
    printf '%s\t%s\t%s\t%s\t%s\n' "$name" "$(awk -v us="${seconds[$name]}" 'BEGIN { print us / 1e6 }')" "$ratio" \
        "${memory% *}" "${memory#* }" >>"$table"
}

# Runs a command once more, and prints the most KiB that it had resident, in all and without mapped files.
peak() {
    local pid most=0 own=0 key value rest
    "$@" >/dev/null 2>&1 &
    pid=$!
    while [ -r "/proc/$pid/status" ]; do
        while read -r key value rest; do
            case $key in
                VmHWM:) most=$((value > most ? value : most)) ;;
                RssAnon:) own=$((value > own ? value : own)) ;;
            esac
        done 2>/dev/null <"/proc/$pid/status" || true
        # A zombie has no memory to tell of.
        kill -0 "$pid" 2>/dev/null || break
        [ -e "/proc/$pid/exe" ] || break
        sleep 0.002
    done
    wait "$pid" || true
    echo "$most $own"
}

: >"$table"
printf '%-22s %10s   %7s  %-14s %10s  %10s\n' "$(stat -c %s "$image") bytes" 'median' 'ratio' 'to' 'resident' 'own'
measure 'cp + sync' '' to_file cp "$image" "$out"
measure 'cat' '' run cat "$image"
measure 'cat to a pipe' '' to_pipe cat "$image"
measure 'sha256sum' '' run sha256sum "$image"
measure 'cmp' '' run cmp "$image" "$copy"
if command -v ckptinfo >/dev/null; then
    measure 'ckptinfo' '' to_pipe sh -c 'ckptinfo <"$1"' sh "$image"
fi
measure 'ckpt --version' '' run "$ckpt" --version
measure 'ckpt info' 'cat' run "$ckpt" info "$image"
measure 'ckpt files' 'cat' run "$ckpt" files "$image"
measure 'ckpt check' 'cat' run "$ckpt" check "$image"
measure 'ckpt rewrite' 'cp + sync' to_file "$ckpt" rewrite "$image" --delete "$victim" -o "$out"
measure 'ckpt rewrite to pipe' 'cat to a pipe' to_pipe "$ckpt" rewrite "$image" --delete "$victim" -o -
measure 'ckpt diff' 'cmp' run "$ckpt" diff "$image" "$copy"
