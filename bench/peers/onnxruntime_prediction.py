"""Predicts in Python with the ONNX file that this project records: onnxruntime_prediction.py <folder> <threads> <images at once>"""

import sys
from pathlib import Path

import numpy as np
import onnxruntime as ort

from contest import read_array, serve

folder, threads, batch_size = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
options = ort.SessionOptions()
options.intra_op_num_threads = threads
session = ort.InferenceSession(
    Path(folder) / f"model-{batch_size}.onnx", options, providers=["CPUExecutionProvider"]
)
images = read_array(folder, "images")
addends = read_array(folder, "addends")
start = 0


def probabilities(start):
    rows = slice(start, start + batch_size)
    return session.run(["digit", "sum"], {"image": images[rows].astype(np.float32) / 255, "addend": addends[rows]})


def run():
    global start
    digit, total = probabilities(start)
    digit.argmax(1), total.argmax(1)
    start = (start + batch_size) % (len(images) - batch_size + 1)


serve(
    {
        "description": f"ONNX Runtime {ort.__version__} in Python, {threads} threads",
        "check": [float(value) for output in probabilities(0) for value in output[0]],
    },
    run,
)
