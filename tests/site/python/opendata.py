"""In: folders of built sites. Out: on standard output a JSON list for each folder, of problems [check, file, what].

Each file is read by a program that other people use: csvw, frictionless, rdflib, feedparser, LibreOffice Calc. Nothing is fetched.
"""

import json
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from calc import check_calc
from feeds import check_feeds
from graphs import check_catalog, check_page
from tables import LANGUAGES, check_csvw, check_package, check_table, csv_files

warnings.simplefilter("ignore")


def attempt(check, *arguments):
    """A file that a check cannot even read is a problem of that file, and the others are still looked at."""
    try:
        return check(*arguments)
    except Exception as error:  # noqa: BLE001 (each program raises its own kinds)
        return [("unreadable", str(arguments[0]), f"{check.__name__}: {type(error).__name__}: {error}")]


def submitted(pool, root):
    """All checks of one site, at work."""
    pages = sorted(path for language in LANGUAGES for path in (root / language).rglob("*.html"))
    files = csv_files(root)
    if not files or not pages:
        return [iter([[("empty", str(root), "no open data")]])]
    return [
        pool.map(partial(attempt, check_package), [root]),
        pool.map(partial(attempt, check_catalog), [root]),
        pool.map(partial(attempt, check_csvw), files, [root] * len(files), chunksize=4),
        pool.map(partial(attempt, check_table), files, [root] * len(files), chunksize=8),
        pool.map(partial(attempt, check_page), pages, [root] * len(pages), chunksize=16),
        pool.map(partial(attempt, check_feeds), [root]),
    ]


def main(roots):
    # Spawned, not forked: a fork at the moment when the other thread starts LibreOffice keeps a pipe open for which that start waits for ever.
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool, ThreadPoolExecutor(1) as aside:
        sheets = aside.submit(check_calc, roots)
        work = {root: submitted(pool, root) for root in roots}
        problems = {root: [problem for results in parts for found in results for problem in found] for root, parts in work.items()}
        return {str(root): problems[root] + sheets.result()[root] for root in roots}


if __name__ == "__main__":
    json.dump(main([Path(each).resolve() for each in sys.argv[1:]]), sys.stdout, ensure_ascii=False, indent=1)
