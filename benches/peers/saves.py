"""From a save to the page that shows it, in each program's own preview.

In: a program with its site. Out: milliseconds of each save. Never: a changed source at the end; a preview that goes on.
"""

import pathlib
import socket
import subprocess
import time
import urllib.error
import urllib.request
from measure import command
from programs import Program

READY, SHOWN = 600, 300  # seconds that a preview may take to begin, and to show a save


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def page(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return answer.read().decode("utf-8", "replace")
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return ""


def until(url: str, words: str, seconds: float, child: subprocess.Popen) -> float:
    """Asks for a page again and again until it holds some words; how long that took."""
    began = time.perf_counter()
    while words not in page(url):
        if time.perf_counter() - began > seconds or child.poll() is not None:
            raise TimeoutError(f"{url} does not show {words}")
        time.sleep(0.005)
    return time.perf_counter() - began


def saves(program: Program, rounds: int, out: pathlib.Path) -> list[float]:
    port, source = free_port(), program.folder / program.page
    before = source.read_text(encoding="utf-8")
    with open(out.parent / f"{out.name}.log", "wb") as told:
        child = subprocess.Popen(command(program.serve, port=port, out=out), cwd=program.folder, stdout=told, stderr=told)
    url = f"http://127.0.0.1:{port}{program.address}"
    try:
        until(url, "</html>", READY, child)
        time.sleep(2)  # The watch over the folder may begin after the first page is there.
        times = []
        for at in range(rounds):
            source.write_text(f"{before}\nsave number {at}.\n", encoding="utf-8")
            times.append(1000 * until(url, f"save number {at}.", SHOWN, child))
            time.sleep(1)
        return times
    finally:
        source.write_text(before, encoding="utf-8")
        child.terminate()
        child.wait(timeout=60)
