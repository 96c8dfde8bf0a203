#!/bin/sh
# What Lighthouse says of the book with 200 contacts, with its settings for phones: see docs/BENCHMARKS.md. On a server of its
# own, in a release build.
set -eu
cd "$(dirname "$0")/.."
. tools/lib.sh

port=${PORT:-5588}
binary=${CARGO_TARGET_DIR:-$PWD/target}/release/bloknotik
tools/setup.sh test
CHROMIUM=$(find_chromium) || die "no Chromium: install it from your system's packages, or name it by CHROMIUM"
cargo run --quiet --bin xtask -- web
cargo build --quiet --release -p server --bin bloknotik
export SITE_DIR="$PWD/target/site"
. tools/own-server.sh
folder=$throwaway
load_sample 200 1
start_server
cookie=$(curl -sf -D - -o /dev/null -X POST "$url/api/v1/users/login" -H 'content-type: application/json' -d "$account" |
    sed -n 's/^set-cookie: \(bloknotik_session=[^;]*\).*/\1/p')
[ -n "$cookie" ] || die "the server gave no session"
lighthouse=target/tools/lighthouse
[ -x "$lighthouse/node_modules/.bin/lighthouse" ] || {
    say "installing Lighthouse"
    retry npm install --prefix "$lighthouse" --no-audit --no-fund --silent lighthouse@12 >/dev/null
}
for page in / /login; do
    # The door shows itself only to those who are not signed in.
    [ "$page" = / ] && headers="{\"Cookie\":\"$cookie\"}" || headers='{}'
    CHROME_PATH=$CHROMIUM "$lighthouse/node_modules/.bin/lighthouse" "$url$page" --quiet --output json --output-path "$folder/report.json" \
        --only-categories performance,accessibility,best-practices --extra-headers "$headers" \
        --chrome-flags="--headless=new --no-sandbox --disable-gpu"
    node -e '
        const report = JSON.parse(require("fs").readFileSync(process.argv[1]));
        const score = Object.values(report.categories).map((one) => `${one.title} ${Math.round(one.score * 100)}`);
        const metrics = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift", "speed-index"];
        console.log(`${process.argv[2]}: ${score.join(", ")}`);
        console.log("   " + metrics.map((id) => `${report.audits[id].title} ${report.audits[id].displayValue}`).join(", "));
        for (const category of Object.values(report.categories))
            for (const { id, weight } of category.auditRefs)
                if (weight > 0 && report.audits[id].score !== null && report.audits[id].score < 0.9) console.log(`   - ${report.audits[id].title} ${report.audits[id].displayValue ?? ""}`);
    ' "$folder/report.json" "$page"
done
