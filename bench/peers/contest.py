"""Shared by the scripts in this folder: reads their input files, and exchanges lines with the bench."""

import json
import sys
from pathlib import Path
from time import perf_counter

import numpy as np


def read_settings(folder):
    return json.loads((Path(folder) / "settings.json").read_text())


def read_array(folder, name):
    return np.load(Path(folder) / f"{name}.npy")


def read_weights(folder):
    """Weights by name, `conv_1.kernel`, as TensorFlow lays them out."""
    return {file.stem: np.load(file) for file in (Path(folder) / "weights").glob("*.npy")}


def say(message):
    print(json.dumps(message), flush=True)


def serve(ready, run):
    """Writes that it is ready, and answers each line, the seconds to run for, with the milliseconds of each run."""
    say(ready)
    for line in sys.stdin:
        milliseconds = []
        last = perf_counter()
        end = last + float(line)
        while True:
            run()
            now = perf_counter()
            milliseconds.append(round(1000 * (now - last), 4))
            last = now
            if now >= end:
                break
        say(milliseconds)
