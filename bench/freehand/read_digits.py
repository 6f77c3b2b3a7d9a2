"""Prints scikit-learn's handwritten digits: a line each, 64 numbers 0..16 and what it shows."""

from sklearn.datasets import load_digits

digits = load_digits()
for image, label in zip(digits.data.astype(int), digits.target):
    print(*image, label, sep=",")
