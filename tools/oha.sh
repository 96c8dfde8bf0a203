# The load generator oha, for the scripts that measure. To be sourced after lib.sh, with $folder set; sets $OHA.
# shellcheck shell=sh disable=SC2154

OHA=$(command -v oha || true)
if [ -z "$OHA" ]; then
    OHA=$PWD/target/tools/bin/oha
    [ -x "$OHA" ] || {
        say "installing the load generator oha (the first time takes some minutes)"
        cargo install oha --locked --quiet --no-default-features --features rustls --root target/tools
    }
fi

# closed SECONDS OPTIONS...: as many requests as 32 connections get through. Prints requests a second, p50 and p99 in
# milliseconds, the rate of success and the statuses.
closed() {
    for_seconds=$1
    shift
    "$OHA" --no-tui -z "${for_seconds}s" -c 32 "$@" >"$folder/out" 2>&1 || die "the load generator failed; see $folder/out"
    awk '
        # oha writes each figure in the unit that fits it.
        function millis(value, unit) {
            if (unit == "s" || unit == "sec" || unit == "secs") return value * 1000
            if (unit == "us" || unit == "µs") return value / 1000
            return value
        }
        $1 == "Requests/sec:" { rate = $2 }
        $1 ~ /^[0-9.]+%$/ && $2 == "in" { at[$1] = millis($3, $4) }
        $1 == "Success" { success = $3 }
        /^ *\[[0-9]+\]/ { codes = codes $1 " " }
        END { printf "%.0f %.1f %.1f %s %s\n", rate, at["50.00%"], at["99.00%"], success, codes }' "$folder/out"
}
