"""The networks of the recipes in PyTorch, and how our weights are loaded into them."""

import torch
import torch.nn.functional as F
from torch import nn


class Head(nn.Module):
    """The embedding and the addend's one-hot, two dense layers, and two outputs."""

    def __init__(self, embedding):
        super().__init__()
        self.embedding = embedding
        self.hidden_1 = nn.Linear(embedding + 10, 64)
        self.hidden_2 = nn.Linear(64, 64)
        self.digit = nn.Linear(64, 10)
        self.sum = nn.Linear(64, 19)

    def forward(self, x, addend=None):  # [b, embedding], [b]
        if addend is None:
            # Every addend with each image: each half of the first layer is calculated once, not once for each pair.
            of_image, of_addend = self.hidden_1.weight.split([self.embedding, 10], dim=1)
            x = F.linear(x, of_image)[:, None] + (of_addend.T + self.hidden_1.bias)  # [b, 10, 64]
        else:
            x = self.hidden_1(torch.cat([x, F.one_hot(addend, 10).float()], dim=1))
        x = F.relu(self.hidden_2(F.relu(x)))
        return self.digit(x), self.sum(x)


class AdderFast(nn.Module):
    def __init__(self, mean, std, dropout):
        super().__init__()
        self.mean, self.std = mean, std
        self.conv_1 = nn.Conv2d(1, 24, 5)
        self.conv_2 = nn.Conv2d(24, 32, 3)
        self.embedding = nn.Linear(800, 256)
        self.head = Head(256)

    def forward(self, x, addend=None):  # [b, 1, 28, 28], 0..1
        x = (x - self.mean) / self.std
        x = F.relu(F.max_pool2d(self.conv_1(x), 2))
        x = F.relu(F.max_pool2d(self.conv_2(x), 2))
        x = F.relu(self.embedding(x.flatten(1)))
        return self.head(x, addend)


class IdentityAdder(nn.Module):
    def __init__(self, mean, std, dropout):
        super().__init__()
        self.mean, self.std = mean, std
        widths = [1, 16, 16, 32, 32, 32, 32]
        for i in range(1, 7):
            self.add_module(f"conv_{i}", nn.Conv2d(widths[i - 1], widths[i], 3, padding=1))
            self.add_module(f"norm_{i}", nn.BatchNorm2d(widths[i]))
        self.dropout = nn.Dropout(dropout)
        self.embedding = nn.Linear(32, 20)
        self.head = Head(20)

    def forward(self, x, addend=None):  # [b, 1, 28, 28], 0..1
        x = (x - self.mean) / self.std
        for i in range(1, 7):
            x = F.relu(self.get_submodule(f"conv_{i}")(x))
            x = self.dropout(self.get_submodule(f"norm_{i}")(x))
            if i in (2, 4):
                x = F.max_pool2d(x, 2)
        return self.head(self.embedding(x.mean((2, 3))), addend)


NETWORKS = {"adder-fast": AdderFast, "identity-adder": IdentityAdder}

PARAMETERS = {
    "kernel": "weight",
    "gamma": "weight",
    "bias": "bias",
    "beta": "bias",
    "moving_mean": "running_mean",
    "moving_variance": "running_var",
}


def load_weights(network, weights):
    """Loads weights in TensorFlow's layout: [height, width, in, out] and [in, out]."""
    state = network.state_dict()
    for name, value in weights.items():
        layer, kind = name.split(".")
        module = f"head.{layer}" if hasattr(network.head, layer) and layer != "embedding" else layer
        tensor = torch.from_numpy(value)
        if layer == "embedding" and kind == "kernel" and len(value) == 800:
            # The flattened image was [5, 5, 32] and is [32, 5, 5] here.
            tensor = tensor.reshape(5, 5, 32, -1).permute(2, 0, 1, 3).reshape(800, -1)
        if kind == "kernel":
            tensor = tensor.permute(3, 2, 0, 1) if tensor.ndim == 4 else tensor.T
        state[f"{module}.{PARAMETERS[kind]}"] = tensor.contiguous()
    network.load_state_dict(state)
