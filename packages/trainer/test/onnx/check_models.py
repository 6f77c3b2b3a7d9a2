"""Checks models with ONNX's own checker and runs them with ONNX Runtime.

Takes a folder of `NAME.onnx`, each with `NAME.json`: a list of feeds, every input's shape and elements by its name. Prints, by
name, what the checker and shape inference find wrong (null where nothing is), and each feed's outputs.
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort


def complaint(model):
    try:
        onnx.checker.check_model(model, full_check=True)
    except (onnx.checker.ValidationError, onnx.shape_inference.InferenceError) as error:
        return str(error)
    return None


def run(model, feeds):
    session = ort.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]
    for feed in feeds:
        arrays = {name: np.array(data, np.float32).reshape(shape) for name, (shape, data) in feed.items()}
        yield {name: output.ravel().tolist() for name, output in zip(names, session.run(names, arrays))}


def main(folder):
    results = {}
    for path in sorted(Path(folder).glob("*.onnx")):
        model = onnx.load(path)
        feeds = json.loads(path.with_suffix(".json").read_text())
        results[path.stem] = {"complaint": complaint(model), "outputs": list(run(model, feeds))}
    print(json.dumps(results))


main(sys.argv[1])
