"""Trains a recipe in PyTorch: pytorch_training.py <folder> <threads> <steps to compare> [--channels-last]"""

import sys

import torch
import torch.nn.functional as F

from contest import read_array, read_settings, read_weights, serve
from pytorch_networks import NETWORKS, load_weights

folder, threads, checked_steps = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
channels_last = "--channels-last" in sys.argv
memory_format = torch.channels_last if channels_last else torch.contiguous_format
torch.set_num_threads(threads)

settings = read_settings(folder)
batch_size = settings["batchSize"]
every_addend = settings["recipe"] == "adder-fast"
images = torch.from_numpy(read_array(folder, "images"))[:, None]
digits = torch.from_numpy(read_array(folder, "digits")).long()
addends = None if every_addend else torch.from_numpy(read_array(folder, "addends")).long()


def training(dropout, shuffled):
    """Yields a network, and then the loss of each step."""
    network = NETWORKS[settings["recipe"]](**settings["normalization"], dropout=dropout)
    load_weights(network, read_weights(folder))
    network = network.to(memory_format=memory_format).train()
    adam = settings["optimizer"]
    optimizer = torch.optim.Adam(
        network.parameters(),
        lr=settings["learningRate"]["rate"],
        betas=(adam["beta1"], adam["beta2"]),
        eps=adam["epsilon"],
    )
    yield network
    while True:
        order = torch.randperm(len(images)) if shuffled else torch.arange(len(images))
        for rows in order.split(batch_size):
            image = (images[rows].float() / 255).contiguous(memory_format=memory_format)
            digit = digits[rows]
            if every_addend:
                digit_logits, sum_logits = network(image)  # [b, 10, 10], [b, 10, 19]
                sum_label = (digit[:, None] + torch.arange(10)).flatten()
                digit = digit.repeat_interleave(10)
            else:
                digit_logits, sum_logits = network(image, addends[rows])
                sum_label = digit + addends[rows]
            loss = F.cross_entropy(digit_logits.view(-1, 10), digit) + F.cross_entropy(sum_logits.view(-1, 19), sum_label)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            yield loss.item()


compared = training(dropout=0, shuffled=False)
network = next(compared)
check = [next(compared) for _ in range(checked_steps)]
buffers = sum(buffer.numel() for name, buffer in network.named_buffers() if "running" in name)
ready = {
    "description": f"PyTorch {torch.__version__.split('+')[0]}, {threads} threads, "
    + ("channels last" if channels_last else "as people write it"),
    # Keras and TensorFlow.js count moving averages as well.
    "parameters": sum(weight.numel() for weight in network.parameters()) + buffers,
    "check": check,
}
timed = training(settings["dropout"], shuffled=True)
next(timed)
serve(ready, lambda: next(timed))
