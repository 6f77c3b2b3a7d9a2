"""Trains a recipe in Keras on TensorFlow: keras_training.py <folder> <threads> <steps to compare>"""

import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"

import keras
import tensorflow as tf
from keras import layers

from contest import read_array, read_settings, read_weights, say
from time import perf_counter

folder, threads, checked_steps = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
tf.config.threading.set_intra_op_parallelism_threads(threads)
tf.config.threading.set_inter_op_parallelism_threads(threads)

settings = read_settings(folder)
batch_size = settings["batchSize"]
every_addend = settings["recipe"] == "adder-fast"


class EveryAddend(layers.Layer):
    """A dense layer on the embedding and the one-hot of each addend. What depends on only one of them is calculated once."""

    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[-1] + 10, 64), name="kernel")
        self.bias = self.add_weight(shape=(64,), initializer="zeros", name="bias")

    def call(self, x):  # [b, embedding]
        width = x.shape[-1]
        return tf.matmul(x, self.kernel[:width])[:, None] + (self.kernel[width:] + self.bias)  # [b, 10, 64]


def adder_fast(x, dropout):
    x = layers.Conv2D(24, 5, name="conv_1")(x)
    x = layers.ReLU()(layers.MaxPooling2D()(x))
    x = layers.Conv2D(32, 3, name="conv_2")(x)
    x = layers.ReLU()(layers.MaxPooling2D()(x))
    return layers.Dense(256, activation="relu", name="embedding")(layers.Flatten()(x))


def identity_adder(x, dropout):
    for i, width in enumerate([16, 16, 32, 32, 32, 32], start=1):
        x = layers.Conv2D(width, 3, padding="same", activation="relu", name=f"conv_{i}")(x)
        x = layers.BatchNormalization(momentum=0.9, epsilon=1e-5, name=f"norm_{i}")(x)
        x = layers.Dropout(dropout)(x)
        if i in (2, 4):
            x = layers.MaxPooling2D()(x)
    return layers.Dense(20, name="embedding")(layers.GlobalAveragePooling2D()(x))


def build(dropout):
    mean, std = settings["normalization"]["mean"], settings["normalization"]["std"]
    image = keras.Input((28, 28, 1), name="image")  # 0..1
    inputs = {"image": image}
    x = layers.Rescaling(1 / std, -mean / std)(image)
    if every_addend:
        x = layers.ReLU()(EveryAddend(name="hidden_1")(adder_fast(x, dropout)))
    else:
        inputs["addend"] = keras.Input((10,), name="addend")
        x = layers.Concatenate()([identity_adder(x, dropout), inputs["addend"]])
        x = layers.Dense(64, activation="relu", name="hidden_1")(x)
    x = layers.Dense(64, activation="relu", name="hidden_2")(x)
    model = keras.Model(inputs, {"digit": layers.Dense(10, name="digit")(x), "sum": layers.Dense(19, name="sum")(x)})
    for name, value in read_weights(folder).items():
        layer, kind = name.split(".")
        next(weight for weight in model.get_layer(layer).weights if weight.name == kind).assign(value)
    adam = settings["optimizer"]
    model.compile(
        optimizer=keras.optimizers.Adam(
            settings["learningRate"]["rate"], beta_1=adam["beta1"], beta_2=adam["beta2"], epsilon=adam["epsilon"]
        ),
        loss={name: keras.losses.SparseCategoricalCrossentropy(from_logits=True) for name in ("digit", "sum")},
    )
    return model


def prepare(image, digit, *addend):
    """Converts a batch of bytes to inputs of the model."""
    inputs = {"image": tf.cast(image, tf.float32)[..., None] / 255}
    digit = tf.cast(digit, tf.int32)
    if every_addend:
        labels = {"digit": tf.repeat(digit[:, None], 10, axis=1), "sum": digit[:, None] + tf.range(10)}
    else:
        inputs["addend"] = tf.one_hot(addend[0], 10)
        labels = {"digit": digit, "sum": digit + tf.cast(addend[0], tf.int32)}
    return inputs, labels


names = ["images", "digits"] if every_addend else ["images", "digits", "addends"]
data = tf.data.Dataset.from_tensor_slices(tuple(read_array(folder, name) for name in names))


def batches(dataset):
    return dataset.batch(batch_size, drop_remainder=True).map(prepare, tf.data.AUTOTUNE).prefetch(tf.data.AUTOTUNE)


compared = build(dropout=0)
check = []
for inputs, labels in batches(data).take(checked_steps):
    # Otherwise the loss would be the mean of the steps so far.
    compared.reset_metrics()
    check.append(float(compared.train_on_batch(inputs, labels, return_dict=True)["loss"]))


class Rounds(keras.callbacks.Callback):
    """Stops `fit` between two rounds, and times its steps within one."""

    def on_train_begin(self, logs=None):
        say(
            {
                "description": f"Keras {keras.__version__}, TensorFlow {tf.__version__}, {threads} threads",
                "parameters": compared.count_params(),
                "check": check,
            }
        )
        self.await_round()

    def await_round(self):
        line = sys.stdin.readline()
        if line == "":
            os._exit(0)
        self.milliseconds = []
        self.last = perf_counter()
        self.end = self.last + float(line)

    def on_train_batch_end(self, batch, logs=None):
        now = perf_counter()
        self.milliseconds.append(round(1000 * (now - self.last), 4))
        self.last = now
        if now >= self.end:
            say(self.milliseconds)
            self.await_round()


size = len(read_array(folder, "digits"))
build(settings["dropout"]).fit(
    batches(data.cache().shuffle(size, reshuffle_each_iteration=True).repeat()),
    epochs=1,
    steps_per_epoch=1_000_000_000,
    verbose=0,
    callbacks=[Rounds()],
    # The batches are already shuffled.
    shuffle=False,
)
