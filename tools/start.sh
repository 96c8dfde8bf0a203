#!/bin/sh
# How long a server takes from its start until it is ready, with a current schema: see docs/BENCHMARKS.md.
#   tools/start.sh [ROUNDS]      of each kind; 10 without it
set -eu
cd "$(dirname "$0")/.."
. tools/lib.sh

rounds=${1:-10}
port=${BENCH_PORT:-5590}
binary=${CARGO_TARGET_DIR:-$PWD/target}/release/bloknotik
have python3 || die "python3 is missing"
cargo build --quiet --release -p server --bin bloknotik
. tools/own-server.sh

measured() {
    python3 - "$binary" "$1" "$rounds" <<'PYTHON'
import http.client, os, signal, socket, statistics, subprocess, sys, time

binary, port, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
environment = dict(os.environ, BIND=f"127.0.0.1:{port}", SHUTDOWN_DELAY_SECONDS="0")

def ready():
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except OSError:
        return False

times = []
for _ in range(rounds):
    began = time.monotonic()
    server = subprocess.Popen([binary, "serve"], env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    while not ready():
        if server.poll() is not None or time.monotonic() - began > 60:
            sys.exit("the server does not start")
        time.sleep(0.002)
    times.append((time.monotonic() - began) * 1000)
    server.send_signal(signal.SIGTERM)
    server.wait()
print(f"{statistics.median(times):.0f} ms (from {min(times):.0f} to {max(times):.0f})")
PYTHON
}

# Makes the cluster and the schema.
start_server BENCH_PORT
stop_server
echo "PostgreSQL starting too: $(measured "$port")"
start_server BENCH_PORT
cluster=$DATA_DIR/postgres/cluster/postmaster.pid
DATABASE_URL="postgres:///bloknotik?user=bloknotik&host=$(sed -n 5p "$cluster")&port=$(sed -n 4p "$cluster")"
SECRET_KEY="a key for nothing but this measurement"
export DATABASE_URL SECRET_KEY
echo "PostgreSQL up already: $(measured "$((port + 1))")"
