"""Running a program with a watch in hand.

In: a command. Out: seconds, memory, and what was written. Never: a number for a program that failed.
"""

import dataclasses
import os
import pathlib
import re
import statistics
import subprocess
import time

STEP = re.compile(r"^\s*(\d+) ms\s+([a-z]+)$", re.MULTILINE)


@dataclasses.dataclass
class Run:
    wall: float
    cpu: float
    peak: int  # KiB of the largest process
    pages: int
    files: int
    size: int
    steps: dict[str, int]  # of kohyo: milliseconds of each step


def command(words: list[str], **given: object) -> list[str]:
    return [re.sub("OUT|PORT", lambda found: str(given.get(found[0].lower(), found[0])), word) if "OUT" in word or "PORT" in word else word for word in words]


def run(words: list[str], folder: pathlib.Path, out: pathlib.Path) -> Run:
    """One run; `wait4` tells the processor time and memory of the process and of all that it waited for."""
    log = out.parent / f"{out.name}.log"
    with open(log, "wb") as told:
        began = time.perf_counter()
        child = subprocess.Popen(command(words, out=out), cwd=folder, stdout=told, stderr=told)
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    text = log.read_text(encoding="utf-8", errors="replace")
    if child.returncode != 0:
        raise SystemExit(f"{' '.join(words)} ended with {child.returncode}:\n{text[-4000:]}")
    files = [path for path in out.rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in files)
    steps = {name: int(ms) for ms, name in STEP.findall(text)}
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss, pages, len(files), sum(path.stat().st_size for path in files), steps)


def median(runs: list[Run]) -> Run:
    """The middle of each number; what was written is the same in all of them."""
    middle = lambda of: statistics.median(of(run) for run in runs)
    last = runs[-1]
    steps = {name: round(middle(lambda run: run.steps[name])) for name in last.steps}
    return dataclasses.replace(last, wall=middle(lambda r: r.wall), cpu=middle(lambda r: r.cpu), peak=round(middle(lambda r: r.peak)), steps=steps)
