"""Imports series of packages into fresh collections of Anki's own, and prints as JSON what each import logged and left."""

import argparse
import json
import os
import shutil
import sys
import tempfile
import time

from anki_collections import made
from anki_state import state_of
from anki_targets import fresh, replaced, take

LOGGED = ["new", "updated", "duplicate", "conflicting"]


def imported(folder, run):
    """One after the other into one collection; a whole collection takes its place."""
    col = fresh(os.path.join(folder, "target.anki2"), run["fsrs"])
    steps = []
    for file in run["files"]:
        if file.endswith(".colpkg"):
            col = replaced(col, file)
            steps.append({"log": None, "state": state_of(col)})
            continue
        start = time.perf_counter()
        log = take(col, file)
        seconds = time.perf_counter() - start
        counts = {kind: len(getattr(log, kind)) for kind in LOGGED}
        steps.append({"log": counts, "state": state_of(col), "seconds": seconds})
    col.close()
    return steps


def inside(folder, run):
    """What the packages of a series hold, each by itself; by file."""
    states = {}
    for index, file in enumerate(dict.fromkeys(run["files"])):
        col = replaced(fresh(os.path.join(folder, f"inside{index}.anki2"), run["fsrs"]), file)
        states[file] = state_of(col)
        col.close()
    return states


def attempt(run):
    folder = tempfile.mkdtemp()
    try:
        return {**run, "steps": imported(folder, run), "inside": inside(folder, run)}
    except Exception as error:
        return {**run, "refused": str(error)}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", help="where packages are made; without it only those on stdin are imported")
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    runs = made(options.folder, options.seed) if options.folder else []
    runs += json.load(sys.stdin)
    with open(options.out, "w", encoding="utf-8") as file:
        json.dump([attempt(run) for run in runs], file)


main()
