#!/usr/bin/env bash
# Kills `ckpt rewrite` with SIGKILL at random moments, and looks whether the file is the old one or the new one, whole.
#
#   image-cli/src/test/scripts/kill9.sh [ROUNDS [IMAGE OLD NEW]]
#
# Half of the rounds rewrite onto an existing file, half in place. IMAGE is rewritten by --relocate OLD=NEW, and must have
# paths at or below OLD, which is as long as NEW; without it a real image with 24 MiB behind its end is taken. Ends with
# status 1 at the first mix, and keeps it.
set -euo pipefail

here=$(cd "${BASH_SOURCE[0]%/*}" && pwd)
root=${here%/image-cli/*}
rounds=${1:-15}
if [[ ! $rounds =~ ^[0-9]+$ ]]; then
    sed -n '2,8s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
    exit 2
fi
ckpt=$root/ckpt
work=$(mktemp -d "${TMPDIR:-/tmp}/ckpt-kill9.XXXXXX")
trap 'rm -rf "$work"' EXIT

fail() {
    trap - EXIT
    printf 'kill9: %s; see %s\n' "$1" "$work" >&2
    exit 1
}

quietly() { "$@" >/dev/null 2>"$work/messages" || fail "failed: $*: $(head -n 1 "$work/messages")"; }

# Microseconds since some moment.
now() { printf '%s\n' "${EPOCHREALTIME/[^0-9]/}"; }

# --- The two states that a file may be in ---------------------------------------------------------------------------

if [ "$#" -ge 4 ]; then
    from=$3 to=$4
    cp "$2" "$work/old"
else
    from=/t/w to=/t/x
    cat "$root/testdata/v20/tree.ckpt" <(head -c $((24 << 20)) /dev/urandom) >"$work/old"
fi
quietly "$ckpt" rewrite "$work/old" --relocate "$from=$to" -o "$work/new"
cmp -s "$work/old" "$work/new" && fail 'the rewrite changes nothing'

# Says which state the image is in.
state() {
    if cmp -s "$work/image" "$work/old"; then
        printf 'old\n'
    elif cmp -s "$work/image" "$work/new"; then
        printf 'new\n'
    else
        fail "round $round, $mode: the image is neither the old nor the new one"
    fi
}

# rewrite FROM TO: starts the rewrite of this round.
rewrite() {
    if [ "$mode" = anew ]; then
        exec "$ckpt" rewrite "$work/image" --relocate "$1=$2" -o "$work/image"
    else
        exec "$ckpt" rewrite "$work/image" --relocate "$1=$2" --in-place
    fi >/dev/null 2>&1
}

# --- How long it takes, so that the kills fall into the work ----------------------------------------------------------

cp "$work/old" "$work/image"
declare -A takes
for mode in anew in-place; do
    cp "$work/old" "$work/image"
    began=$(now)
    (rewrite "$from" "$to")
    takes[$mode]=$(($(now) - began))
done
cp "$work/old" "$work/image"

# --- The rounds -------------------------------------------------------------------------------------------------------

old=0 new=0 finished=0 completed=0 neighbours=0
is=old
for ((round = 1; round <= rounds; round++)); do
    if ((round % 2)); then mode=anew; else mode=in-place; fi
    if [ "$is" = old ]; then goes=("$from" "$to"); else goes=("$to" "$from"); fi
    # From a quarter of its time on; before that the JVM starts. RANDOM has 15 bits.
    whole=${takes[$mode]}
    delay=$((whole / 4 + whole * 7 / 8 * RANDOM / 32768))
    (rewrite "${goes[@]}") &
    pid=$!
    sleep "$(printf '%d.%06d' $((delay / 1000000)) $((delay % 1000000)))"
    if kill -9 "$pid" 2>/dev/null; then
        wait "$pid" 2>/dev/null || true
    else
        wait "$pid" || fail "round $round, $mode: the rewrite failed"
        finished=$((finished + 1))
    fi
    litter=("$work"/.image.ckpt-*)
    if [ -e "${litter[0]}" ]; then neighbours=$((neighbours + 1)); fi
    if [ -e "$work/image.ckpt-journal" ]; then
        # What it is now, whatever mix that may be, is read as the new one, and becomes it.
        quietly "$ckpt" rewrite "$work/image" --in-place
        [ ! -e "$work/image.ckpt-journal" ] || fail "round $round: the journal stayed"
        completed=$((completed + 1))
        before=$is
        is=$(state)
        [ "$is" != "$before" ] || fail "round $round: the journal was there, but nothing changed"
        new=$((new + 1))
        continue
    fi
    before=$is
    is=$(state)
    if [ "$is" = "$before" ]; then old=$((old + 1)); else new=$((new + 1)); fi
done

quietly "$ckpt" rewrite "$work/image" -o "$work/image"
left=$(find "$work" -name '.image.ckpt-*' -o -name '*.ckpt-journal')
[ -z "$left" ] || fail "left behind for good: $left"
printf 'kill9: %s rounds, no mix: %s old, %s new (%s of them completed from the journal); %s had ended before the kill, ' \
    "$rounds" "$old" "$new" "$completed" "$finished"
printf '%s left a neighbour, all removed by the next run\n' "$neighbours"
