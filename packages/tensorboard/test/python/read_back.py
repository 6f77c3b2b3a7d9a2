"""Says as JSON what TensorBoard finds in a folder of event files (`series FOLDER`), or what its schema is (`schema`)."""

import glob
import io
import json
import os
import sys

from PIL import Image
from tensorboard.backend.event_processing.plugin_event_accumulator import EventAccumulator
from tensorboard.backend.event_processing.event_file_loader import RawEventFileLoader
from tensorboard.compat.proto import event_pb2, summary_pb2
from tensorboard.plugins.custom_scalar import layout_pb2
from tensorboard.plugins.hparams import plugin_data_pb2
from tensorboard.util import tensor_util


def series(folder):
    accumulator = EventAccumulator(folder, size_guidance={"tensors": 0})
    accumulator.Reload()
    files = sorted(glob.glob(os.path.join(folder, "*tfevents*")))
    firsts = [next(iter(RawEventFileLoader(file).Load())) for file in files]
    return {
        "versions": [event_pb2.Event.FromString(first).file_version for first in firsts],
        "series": {tag: one_series(accumulator, tag) for tag in accumulator.Tags()["tensors"]},
    }


def one_series(accumulator, tag):
    metadata = accumulator.SummaryMetadata(tag)
    plugin = metadata.plugin_data.plugin_name
    return {
        "plugin": plugin,
        "dataClass": summary_pb2.DataClass.Name(metadata.data_class),
        "description": metadata.summary_description,
        "values": [
            {
                "step": event.step,
                "wallTime": event.wall_time,
                "value": readable(plugin, metadata, tensor_util.make_ndarray(event.tensor_proto)),
            }
            for event in accumulator.Tensors(tag)
        ],
    }


def readable(plugin, metadata, array):
    if plugin == "images":
        width, height, png = array
        image = Image.open(io.BytesIO(png))
        image.load()
        return {"width": int(width), "height": int(height), "size": image.size, "mode": image.mode}
    if plugin == "text":
        return array.item().decode()
    if plugin == "custom_scalars":
        layout = layout_pb2.Layout.FromString(array.item())
        return [chart.title for category in layout.category for chart in category.chart]
    if plugin == "hparams":
        data = plugin_data_pb2.HParamsPluginData.FromString(metadata.plugin_data.content)
        hparams = data.session_start_info.hparams
        return {name: getattr(value, value.WhichOneof("kind")) for name, value in hparams.items()}
    return array.tolist()


def schema():
    found = {}

    def visit_enum(enum):
        found[enum.full_name] = {value.name: value.number for value in enum.values}

    def visit_message(message):
        if message.full_name in found:
            return
        found[message.full_name] = {field.name: field.number for field in message.fields}
        for field in message.fields:
            if field.message_type is not None:
                visit_message(field.message_type)
            if field.enum_type is not None:
                visit_enum(field.enum_type)

    for root in [event_pb2.Event, layout_pb2.Layout, plugin_data_pb2.HParamsPluginData]:
        visit_message(root.DESCRIPTOR)
    return found


print(json.dumps(series(sys.argv[2]) if sys.argv[1] == "series" else schema()))
