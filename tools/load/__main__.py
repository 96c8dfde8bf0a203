"""Asks a server for this and that at a steady rate while others break or replace it, and accounts for every request.

    python3 tools/load --url https://localhost:8443 --cafile tls.crt --seconds 60

Open loop: requests come at their time, however slow the answers are. One in five makes a contact, with an Idempotency-Key and
a name of its own; most others read one, or a list. One in twenty asks `/ping`; each second somebody signs in, and every other
second somebody does with a wrong password (ninety of them, which is fewer than a place may have): those are what servers share a
cache for. Every second one takes a connection of its own. A contact that was not
acknowledged is asked for again with the same key, as a good client does, and that is not counted again.

With --phases a line on standard input names what goes on from then on: the rows of the table. Its end, or --seconds, ends the
load. Then every contact that was acknowledged has to be there exactly once. Needs a server where accounts can be made, and
Python 3.11, nothing more.
"""

import argparse
import asyncio
import random
import secrets
import sys
import threading
import time

from client import Client, Failed
from report import Asked, table

# Of wrong passwords from one place a server takes a hundred in a quarter of an hour, before it takes right ones neither.
WRONG_AT_MOST = 90
# After the end the server has so long to be itself again.
RECOVERS_WITHIN = 60


class Load:
    """The requests of one run."""

    def __init__(self, client, rate, seed, account):
        self.client, self.rate, self.account = client, rate, account
        self.wrong = 0
        self.random = random.Random(seed)
        self.run = secrets.token_hex(4)
        self.asked, self.phases = [], [(time.monotonic(), "calm")]
        # Name and id of what was promised; names of what was not, yet.
        self.acknowledged, self.open, self.repeated = {}, {}, 0

    async def go(self, until, hears):
        """Until the moment given, or until standard input ends, if it is listened to."""
        ended = asyncio.Event()
        if hears:
            threading.Thread(target=self.hear, args=(asyncio.get_running_loop(), ended), daemon=True).start()
        begin, number, tasks = time.monotonic(), 0, set()
        while not ended.is_set() and (wait := begin + number / self.rate) < until:
            await asyncio.sleep(max(0, wait - time.monotonic()))
            task = asyncio.create_task(self.one(number))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
            number += 1
        self.phases.append((time.monotonic(), "the end"))
        await asyncio.gather(*tasks)

    def hear(self, loop, ended):
        for line in sys.stdin:
            self.phases.append((time.monotonic(), line.strip()))
        loop.call_soon_threadsafe(ended.set)

    async def one(self, number):
        name = None
        if special := self.special(number):
            kind, request = special
        elif number % 5 == 0 or not self.acknowledged:
            kind, name = "write", f"Load {self.run} {number:06}"
            request = self.create(name, number)
        elif number % 5 < 3:
            kind, known = "read", self.random.choice(list(self.acknowledged.values()))
            request = self.client.ask("GET", f"/api/v1/contacts/{known}", fresh=number % 2 == 1)
        else:
            kind, query = "list", f"&q={self.random.randrange(number):06}" if number % 5 == 3 else ""
            request = self.client.ask("GET", f"/api/v1/contacts?limit=20{query}", fresh=number % 2 == 1)
        phase, begin = self.phases[-1][1], time.monotonic()
        outcome = await outcome_of(request)
        self.asked.append(Asked(begin, time.monotonic(), kind, phase, outcome))
        if name and name in self.open:
            await self.repeat(name, number)

    def special(self, number):
        """What is asked now and then, by whoever is not signed in; None if it is not its turn."""
        if number % 100 == 7:
            return "sign-in", self.client.ask("POST", "/api/v1/users/login", self.account, fresh=True)
        if number % 200 == 57 and self.wrong < WRONG_AT_MOST:
            self.wrong += 1
            # Nobody's account: the owner of one would be kept out after ten.
            nobody = {"username": f"nobody-{self.run}-{number}", "password": "not the one"}
            return "wrong password", self.client.ask("POST", "/api/v1/users/login", nobody, fresh=True)
        if number % 20 == 13:
            return "ping", self.client.ask("GET", "/ping", fresh=number % 40 == 13)
        return None

    async def create(self, name, number, fresh=None):
        self.open[name] = number
        key = [("Idempotency-Key", name)]
        status, contact = await self.client.ask(
            "POST", "/api/v1/contacts", {"name": {"full": name}}, number % 2 == 1 if fresh is None else fresh, key
        )
        if status in (200, 201):
            self.acknowledged[name] = contact["id"]
            self.open.pop(name, None)
        return status, contact

    async def repeat(self, name, number):
        for _ in range(20):
            await asyncio.sleep(1)
            if await outcome_of(self.create(name, number, fresh=True)) in ("200", "201"):
                self.repeated += 1
                return

    async def all_there(self):
        """All contacts, as pairs of name and id. The server may take a moment to be itself again."""
        end = time.monotonic() + RECOVERS_WITHIN
        while True:
            try:
                return await self.list_all()
            except Failed as failed:
                if time.monotonic() > end:
                    sys.exit(f"error: not itself again within {RECOVERS_WITHIN} s: {failed}")
                await asyncio.sleep(1)

    async def list_all(self):
        there, cursor = [], ""
        while cursor is not None:
            status, page = await self.client.ask("GET", f"/api/v1/contacts?limit=200{cursor}", fresh=True)
            if status != 200:
                raise Failed(str(status))
            there += [(item["name"]["full"], item["id"]) for item in page["items"]]
            cursor = page["next_cursor"] and f"&cursor={page['next_cursor']}"
        return there


async def outcome_of(request):
    try:
        return str((await request)[0])
    except Failed as failed:
        return str(failed)


def verdict(load, there, flawless):
    """Says what was promised and kept; what is wrong, line by line."""
    ids = {id for _, id in there}
    names = [name for name, _ in there]
    lost = [name for name, id in load.acknowledged.items() if id not in ids]
    twice = {name for name in names if names.count(name) > 1} if len(set(names)) < len(names) else set()
    print(
        f"contacts acknowledged {len(load.acknowledged)} (of them {load.repeated} when asked again), "
        f"never acknowledged {len(load.open)}, acknowledged and lost {len(lost)}, there twice {len(twice)}"
    )
    wrong = [f"{len(lost)} acknowledged and lost, such as {lost[0]}"] if lost else []
    wrong += [f"{len(twice)} there twice, such as {min(twice)}"] if twice else []
    for phase in flawless:
        part = [one for one in load.asked if phase in ("all", one.phase)]
        bad = sum(not one.is_good for one in part)
        wrong += [f"{bad} of {len(part)} failed ({phase}), and none may"] if bad or not part else []
    return wrong


async def main(options):
    client = Client(options.url, options.cafile)
    # The one that writes, and one that signs in again and again: an account has so many sessions, and the oldest ends.
    accounts = [
        {"username": f"load-{secrets.token_hex(4)}", "password": secrets.token_urlsafe(16)} for _ in range(2)
    ]
    for account in accounts:
        try:
            status, signed_in = await client.ask("POST", "/api/v1/users/register", account)
        except Failed as failed:
            sys.exit(f"error: {options.url}: {failed}")
        if status not in (200, 201):
            sys.exit(f"error: {options.url} makes no account: {status} {signed_in}")
    client.token = signed_in["token"]

    load = Load(client, options.rate, options.seed, accounts[0])
    await load.go(time.monotonic() + options.seconds, options.phases)
    print(table(load.asked, load.phases))
    took = load.phases[-1][0] - load.phases[0][0]
    rate = len(load.asked) / took
    print(f"\nasked {rate:.0f} times a second for {took:.0f} s", end="")
    print("" if rate > 0.9 * options.rate else f", because this machine could not do {options.rate:.0f}")
    wrong = verdict(load, await load.all_there(), options.flawless)
    client.close()
    for line in wrong:
        print(f"error: {line}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", required=True)
    parser.add_argument("--cafile", help="certificate to trust")
    parser.add_argument("--seconds", type=float, required=True, help="at most so long")
    parser.add_argument("--rate", type=float, default=100, help="requests per second")
    parser.add_argument("--seed", type=int, default=1, help="of what is read")
    parser.add_argument("--phases", action="store_true", help="hear from standard input what goes on")
    parser.add_argument("--flawless", action="append", default=[], help="while this goes on nothing may fail; or `all`")
    sys.exit(asyncio.run(main(parser.parse_args())))
