"""Writes the cases of every operation that has an independent counterpart, one JSON array with a case a line.

    python make_fixtures.py --seed 1 --out ../golden/tensor-fixtures.json
"""

import argparse
import json

import numpy as np

from cases import convolution, elementwise, information, layers, linear, losses, optimisers, recurrent

MODULES = [elementwise, linear, convolution, layers, recurrent, losses, optimisers, information]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    lines = []
    for index, module in enumerate(MODULES):
        rng = np.random.default_rng([arguments.seed, index])
        lines += [json.dumps(case, separators=(",", ":"), allow_nan=False) for case in module.cases(rng)]
    with open(arguments.out, "w", encoding="utf8") as file:
        file.write("[\n" + ",\n".join(lines) + "\n]\n")


main()
