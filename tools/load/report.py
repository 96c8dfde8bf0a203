"""What became of the requests, as a table."""

import bisect
import collections
import dataclasses

# What servers ask the cache for that they share: wrong passwords are counted there, `/ping` is kept there.
BY_CACHE = ("ping", "sign-in", "wrong password")


@dataclasses.dataclass
class Asked:
    """One request: when, what, while what was going on, and how it ended ("200", "cut off", ...)."""

    begin: float
    end: float
    kind: str
    phase: str
    outcome: str

    @property
    def is_good(self):
        return self.outcome in (("401",) if self.kind == "wrong password" else ("200", "201"))


def gaps(asked, phases):
    """The longest time without a good answer, by what was going on in the middle of it.

    `phases` are pairs of beginning and name, in order; the last one is where the load ends.
    """
    starts = [begin for begin, _ in phases]
    moments = sorted([phases[0][0], *(one.end for one in asked if one.is_good), phases[-1][0]])
    longest = collections.Counter()
    for before, after in zip(moments, moments[1:]):
        place = bisect.bisect_right(starts, (before + after) / 2) - 1
        name = phases[min(max(place, 0), len(phases) - 2)][1]
        longest[name] = max(longest[name], after - before)
    return longest


def table(asked, phases):
    """A line for each thing that went on, in the order of their first time, and one for all."""
    longest = gaps(asked, phases)
    times = collections.Counter(name for _, name in phases[:-1])
    lines = [
        "| while | times | requests | failed | how | longest gap | slowest good answer | of those that ask the shared cache |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name in [*dict.fromkeys(name for _, name in phases[:-1]), None]:
        part = [one for one in asked if name in (None, one.phase)]
        failed = collections.Counter(f"{one.kind} {one.outcome}" for one in part if not one.is_good)
        how = ", ".join(f"{count} {what}" for what, count in sorted(failed.items())) or "-"
        gap = max(longest.values(), default=0) if name is None else longest[name]
        slowest = max((one.end - one.begin for one in part if one.is_good), default=0)
        cached = max((one.end - one.begin for one in part if one.is_good and one.kind in BY_CACHE), default=0)
        count = "" if name is None else times[name]
        lines.append(
            f"| {name or 'all'} | {count} | {len(part)} | {failed.total()} | {how} | {gap:.2f} s | "
            f"{slowest:.2f} s | {cached:.2f} s |"
        )
    return "\n".join(lines)
