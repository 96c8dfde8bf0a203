#!/usr/bin/env python3
"""Kills something in the middle of 200 concurrent creates: every contact that was acknowledged must be there afterwards.

    crash.py --url http://localhost:5555 --kill 'COMMAND' [--gentle]

The command is run once a quarter of the answers has come in. What it kills must come back by itself. Standard library only.
"""

import argparse
import json
import secrets
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

CREATES = 200
# Kill when so many creates were acknowledged: the others are then under way or still to come.
KILL_AFTER = 50
COMES_BACK_WITHIN = 60
# Straight to the server, whatever proxy the environment names.
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def call(url, method="GET", token=None, body=None, timeout=20):
    request = urllib.request.Request(url, method=method, data=None if body is None else json.dumps(body).encode())
    request.add_header("Content-Type", "application/json")
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    with OPENER.open(request, timeout=timeout) as answer:
        text = answer.read()
        return answer.status, json.loads(text) if text else None


def wait_until_ready(url):
    end = time.monotonic() + COMES_BACK_WITHIN
    while time.monotonic() < end:
        try:
            if call(f"{url}/readyz", timeout=3)[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    sys.exit(f"error: {url} was not ready again within {COMES_BACK_WITHIN} s")


def missing(url, token, contact_id):
    """Why an acknowledged contact counts as lost; nothing if it is there. A server that is busy or not there yet is asked again."""
    end = time.monotonic() + COMES_BACK_WITHIN
    while True:
        try:
            call(f"{url}/api/v1/contacts/{contact_id}", token=token)
            return None
        except urllib.error.HTTPError as error:
            reason = str(error.code)
            if error.code < 500:
                return reason
        except OSError as error:
            reason = str(error)
        if time.monotonic() > end:
            return reason
        time.sleep(0.2)


class Acknowledged:
    """The ids that the server confirmed, and how the other creates ended."""

    def __init__(self):
        self.lock = threading.Lock()
        self.ids = []
        self.refused = 0
        self.enough = threading.Event()

    def add(self, contact_id):
        with self.lock:
            self.ids.append(contact_id)
            if len(self.ids) >= KILL_AFTER:
                self.enough.set()

    def refuse(self):
        with self.lock:
            self.refused += 1


def create_all(url, token, acknowledged):
    start = threading.Barrier(CREATES)

    def create(number):
        start.wait()
        try:
            status, contact = call(f"{url}/api/v1/contacts", "POST", token, {"name": {"full": f"Crash {number}"}})
            if status == 201:
                acknowledged.add(contact["id"])
                return
        # A dropped connection, a refused one, a 5xx: nothing was promised.
        except (OSError, ValueError):
            pass
        except Exception as error:  # http.client raises its own kind for a cut answer
            if type(error).__module__ != "http.client":
                raise
        acknowledged.refuse()

    threads = [threading.Thread(target=create, args=(number,)) for number in range(CREATES)]
    for thread in threads:
        thread.start()
    return threads


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", required=True)
    parser.add_argument("--kill", required=True, help="shell command that kills it")
    parser.add_argument("--gentle", action="store_true", help="it is no kill: all creates may be answered before it is over")
    options = parser.parse_args()
    url = options.url.rstrip("/")

    account = {"username": f"crash-{secrets.token_hex(4)}", "password": secrets.token_urlsafe(16)}
    _, signed_in = call(f"{url}/api/v1/users/register", "POST", body=account)
    token = signed_in["token"]

    acknowledged = Acknowledged()
    threads = create_all(url, token, acknowledged)
    if not acknowledged.enough.wait(timeout=60):
        sys.exit(f"error: only {len(acknowledged.ids)} of {CREATES} creates were acknowledged before the kill")
    before = len(acknowledged.ids)
    subprocess.run(options.kill, shell=True, check=True)
    killed = time.monotonic()
    if not options.gentle:
        before = len(acknowledged.ids)
    if before == CREATES:
        sys.exit("error: the kill came too late: every create had been answered")
    for thread in threads:
        thread.join()

    wait_until_ready(url)
    back = time.monotonic() - killed
    found = ((contact_id, missing(url, token, contact_id)) for contact_id in acknowledged.ids)
    lost = [f"{contact_id} ({reason})" for contact_id, reason in found if reason]
    print(f"acknowledged {before} until the kill and {len(acknowledged.ids)} in all, cut off {acknowledged.refused}, lost {len(lost)}, ready again after {back:.1f} s")
    if lost:
        sys.exit("error: acknowledged and lost: " + ", ".join(lost[:10]))


if __name__ == "__main__":
    main()
