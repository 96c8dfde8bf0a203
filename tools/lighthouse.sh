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
tools/xtask web
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
    # On a machine that does other things as well no two runs are alike: the median of five counts.
    for run in 1 2 3 4 5; do
        CHROME_PATH=$CHROMIUM retry "$lighthouse/node_modules/.bin/lighthouse" "$url$page" --quiet --output json --output-path "$folder/$run.json" \
            --only-categories performance,accessibility,best-practices --extra-headers "$headers" \
            --chrome-flags="--headless=new --no-sandbox --disable-gpu"
    done
    node -e '
        const [folder, page] = process.argv.slice(1);
        const reports = [1, 2, 3, 4, 5].map((run) => JSON.parse(require("fs").readFileSync(`${folder}/${run}.json`)));
        const percent = (report, category) => Math.round(report.categories[category].score * 100);
        reports.sort((one, other) => percent(one, "performance") - percent(other, "performance"));
        const report = reports[2];
        const score = Object.entries(report.categories).map(([id, one]) => `${one.title} ${percent(report, id)}`);
        const metrics = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift", "speed-index"];
        console.log(`${page}: ${score.join(", ")} (performance of all: ${reports.map((one) => percent(one, "performance")).join(", ")})`);
        console.log("   " + metrics.map((id) => `${report.audits[id].title} ${report.audits[id].displayValue}`).join(", "));
        for (const category of Object.values(report.categories))
            for (const { id, weight } of category.auditRefs)
                if (weight > 0 && report.audits[id].score !== null && report.audits[id].score < 0.9) console.log(`   - ${report.audits[id].title} ${report.audits[id].displayValue ?? ""}`);
    ' "$folder" "$page"
done
