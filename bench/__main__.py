"""`make bench`: measures the explorer and the plain app in one run, and writes the figures."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from bench import exports, sessions, statistics, visits, workshop
from bench.servers import EXPLORER, HOME, PLAIN, serve

OUT = HOME / "build" / "bench.json"
OURS = visits.App("explorer", "/life-expectancy", "–")
THEIRS = visits.App("plain app", "/", "-")
TARGETS = {
    "change to repainted map, ms": 250,
    "websocket bytes a change": 30_000,
    "frame remounts": 0,
    "p95 of 50 sessions, ms": 150,
}
NAMES = {
    "first_map_cold": "first map, cold server, ms",
    "first_map_warm": "first map, warm server, ms",
    "change_to_repaint": "change to repainted map, ms",
    "bytes_per_change": "websocket bytes a change",
    "remounts": "frame remounts",
}


def main() -> int:
    """Measure, print and write; exit 1 where a target is missed."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=10, help="runs behind each median")
    parser.add_argument("--sessions", type=int, default=50, help="people at once")
    parser.add_argument("--seconds", type=float, default=45, help="how long they stay")
    options = parser.parse_args()

    ours = visits.measure(OURS, EXPLORER, options.runs)
    theirs = visits.measure(THEIRS, PLAIN, options.runs)
    found = {}
    for field, name in NAMES.items():
        mine, other = asdict(ours)[field], asdict(theirs)[field]
        found[name] = {
            "explorer": round(mine, 1),
            "plain app": round(other, 1),
            "ratio": round(mine / other, 3) if other else None,
        }
    for script, app in ((EXPLORER, OURS), (PLAIN, THEIRS)):
        with serve(script) as server:
            crowd = sessions.measure(server, app.path, options.sessions, options.seconds)
        for name, value in (
            (f"p95 of {options.sessions} sessions, ms", crowd.p95),
            (f"median of {options.sessions} sessions, ms", crowd.median),
            ("memory a further session, MB", crowd.memory_per_session),
        ):
            found.setdefault(name, {})[app.name] = round(value, 2)
    for values in found.values():
        if "ratio" not in values and values["plain app"]:
            values["ratio"] = round(values["explorer"] / values["plain app"], 3)

    result = {
        "runs": options.runs,
        "machine": {"cores": os.cpu_count(), "python": sys.version.split()[0]},
        "map": found,
        "statistics": statistics.run(),
        "exports": exports.run(),
        "workshop": workshop.run(),
    }
    OUT.parent.mkdir(exist_ok=True)
    Path(OUT).write_text(json.dumps(result, indent=2) + "\n")
    print("\n".join(_lines(result)))
    missed = [*_missed(found), *workshop.missed(result["workshop"])]
    print("\n".join(missed) if missed else "Every target is reached.")
    return 1 if missed else 0


def _lines(result: dict[str, dict[str, dict[str, float]]]) -> Iterator[str]:
    yield f"{'':36}{'explorer':>12}{'plain app':>12}{'ratio':>9}"
    for name, values in result["map"].items():
        ratio = values.get("ratio")
        yield (
            f"{name:36}{values['explorer']:>12,.1f}{values['plain app']:>12,.1f}"
            f"{'' if ratio is None else format(ratio, '.2f'):>9}"
        )
    for part in ("statistics", "exports", "workshop"):
        yield json.dumps({part: result[part]}, indent=2)
    yield f"Written to {OUT.relative_to(HOME)}."


def _missed(found: dict[str, dict[str, float]]) -> Iterator[str]:
    for name, limit in TARGETS.items():
        if name in found and found[name]["explorer"] > limit:
            yield f"Missed: {name} is {found[name]['explorer']:,.1f}; the target is {limit:,}."
    change = found["change to repainted map, ms"]
    if change["explorer"] >= change["plain app"]:
        yield "Missed: a change reaches the map no sooner than in the plain app."


if __name__ == "__main__":
    sys.exit(main())
