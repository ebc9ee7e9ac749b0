/** Times our operations and those of TensorFlow.js on the same inputs in one process, in turns. */
import { createRequire } from "node:module";
import { permute } from "../../src/tensor/arrange.ts";
import { attention } from "../../src/tensor/attention.ts";
import { conv2d } from "../../src/tensor/convolve.ts";
import { lstm } from "../../src/tensor/lstm.ts";
import { matmul } from "../../src/tensor/matmul.ts";
import { avgPool2d, maxPool2d } from "../../src/tensor/pool.ts";
import { concat, slice } from "../../src/tensor/slices.ts";
import { softmax } from "../../src/tensor/softmax.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";

/** A tensor of theirs: what is used of it here. */
interface Theirs {
  readonly shape: number[];
  dataSync(): Float32Array;
}

/** The part of TensorFlow.js that is timed. */
interface TensorFlow {
  setBackend(name: string): Promise<boolean>;
  ready(): Promise<void>;
  tidy<T>(f: () => T): T;
  tensor(values: Float32Array, shape: readonly number[]): Theirs;
  matMul(a: Theirs, b: Theirs, transposeA?: boolean, transposeB?: boolean): Theirs;
  mul(a: Theirs, b: number): Theirs;
  softmax(x: Theirs): Theirs;
  conv2d(x: Theirs, filter: Theirs, strides: number, pad: number): Theirs;
  maxPool(x: Theirs, size: number, strides: number, pad: number): Theirs;
  avgPool(x: Theirs, size: number, strides: number, pad: number): Theirs;
  basicLSTMCell(
    forgetBias: Theirs,
    kernel: Theirs,
    bias: Theirs,
    x: Theirs,
    c: Theirs,
    h: Theirs,
  ): [Theirs, Theirs];
}

/** The same work twice; `back` brings their layout into ours. */
interface Work {
  readonly name: string;
  readonly size: string;
  readonly ours: () => Tensor;
  readonly theirs: () => Theirs;
  readonly back: (t: Tensor) => Tensor;
}

const SLICES = 7;
const SLICE_MS = 60;

// The one CommonJS bundle: its ES modules do not load under Deno.
const tf: TensorFlow = createRequire(import.meta.url)("@tensorflow/tfjs/dist/tf.js");
await tf.setBackend("cpu");
await tf.ready();

const same = (t: Tensor) => t;
const fromChannelsLast = (t: Tensor) => permute(t, [0, 3, 1, 2]);

console.log("operation   size                         ours ms    tfjs ms  ours/tfjs");
for (const work of works()) {
  check(work);
  const { ours, theirs } = time(work);
  console.log([
    work.name.padEnd(11),
    work.size.padEnd(25),
    ours.toFixed(4).padStart(10),
    theirs.toFixed(4).padStart(10),
    (ours / theirs).toFixed(2).padStart(10),
  ].join(" "));
}

function* works(): Generator<Work> {
  for (const n of [8, 32, 128, 512]) yield product(n);
  for (const n of [8, 32, 128]) yield convolution(n, 3);
  yield convolution(32, 1);
  for (const n of [8, 64, 256]) yield pooling("max pool", n);
  for (const n of [8, 64, 256]) yield pooling("mean pool", n);
  for (const n of [8, 64, 512]) yield softened(n);
  for (const n of [8, 64, 256]) yield attended(n);
  for (const n of [8, 64, 256]) yield sequence(n);
}

function product(n: number): Work {
  const [a, b] = [wave([n, n], 1), wave([n, n], 2)];
  const [x, y] = [theirs(a), theirs(b)];
  return pair("matmul", `[${n},${n}] [${n},${n}]`, () => matmul(a, b), () => tf.matMul(x, y));
}

function convolution(n: number, k: number): Work {
  const [image, weight] = [wave([1, 8, n, n], 1), wave([16, 8, k, k], 2)];
  const [x, filter] = [theirs(permute(image, [0, 2, 3, 1])), theirs(permute(weight, [2, 3, 1, 0]))];
  const padding = (k - 1) / 2;
  return {
    name: "conv2d",
    size: `[1,8,${n},${n}] [16,8,${k},${k}]`,
    ours: () => conv2d(image, weight, { padding }),
    theirs: () => tf.conv2d(x, filter, 1, padding),
    back: fromChannelsLast,
  };
}

function pooling(name: "max pool" | "mean pool", n: number): Work {
  const image = wave([1, 8, n, n], 1);
  const x = theirs(permute(image, [0, 2, 3, 1]));
  const max = name === "max pool";
  return {
    name,
    size: `[1,8,${n},${n}] 2x2`,
    ours: () => max ? maxPool2d(image, { size: 2 }) : avgPool2d(image, { size: 2, countPadding: false }),
    theirs: () => max ? tf.maxPool(x, 2, 2, 0) : tf.avgPool(x, 2, 2, 0),
    back: fromChannelsLast,
  };
}

function softened(n: number): Work {
  const t = wave([n, n], 3);
  const x = theirs(t);
  return pair("softmax", `[${n},${n}]`, () => softmax(t), () => tf.softmax(x));
}

function attended(n: number): Work {
  const [query, key, value] = [wave([n, 64], 1), wave([n, 64], 2), wave([n, 64], 3)];
  const [q, k, v] = [theirs(query), theirs(key), theirs(value)];
  const scores = () => tf.mul(tf.matMul(q, k, false, true), 1 / 8);
  return pair(
    "attention",
    `[${n},64]`,
    () => attention({ query, key, value }).output,
    () => tf.matMul(tf.softmax(scores()), v),
  );
}

/** A sequence of 32 steps of an LSTM of width n on a batch of 1. Their gates stand in the order i, g, f, o. */
function sequence(n: number): Work {
  const steps = 32;
  const xs = wave([steps, 1, n], 1);
  const [input, hidden, bias] = [small([4 * n, n], 2), small([4 * n, n], 3), wave([4 * n], 4)];
  const start = { h: wave([1, n], 5), c: wave([1, n], 6) };
  const block = (t: Tensor, index: number) => slice(t, { axis: 0, from: index * n, to: (index + 1) * n });
  const theirOrder = (t: Tensor) => concat([0, 2, 1, 3].map((index) => block(t, index)));
  const kernel = theirs(permute(concat([theirOrder(input), theirOrder(hidden)], 1), [1, 0]));
  const theirBias = theirs(theirOrder(bias));
  const noForget = theirs({ shape: [], values: Float64Array.of(0) });
  const rows = Array.from({ length: steps }, (_, step) => {
    return theirs({ shape: [1, n], values: xs.values.slice(step * n, (step + 1) * n) });
  });
  const [h0, c0] = [theirs(start.h), theirs(start.c)];
  return pair(
    "LSTM",
    `${steps} steps of [1,${n}]`,
    () => lstm(xs, start, { input, hidden, bias }).h,
    () => {
      let [c, h] = [c0, h0];
      for (const row of rows) [c, h] = tf.basicLSTMCell(noForget, kernel, theirBias, row, c, h);
      return h;
    },
  );
}

function pair(name: string, size: string, ours: () => Tensor, theirs: () => Theirs): Work {
  return { name, size, ours, theirs, back: same };
}

/** Throws when the two do not compute the same, to the digits of 32 bits. */
function check({ name, size, ours, theirs, back }: Work): void {
  const found = ours();
  const other = tf.tidy(() => {
    const result = theirs();
    return back({ shape: result.shape, values: Float64Array.from(result.dataSync()) });
  });
  const apart = found.values.some((x, i) => !(Math.abs(x - other.values[i]!) <= 1e-3 + 1e-3 * Math.abs(x)));
  if (apart || found.values.length !== other.values.length) {
    throw new Error(`Cannot compare the times of ${name} ${size}: the results differ`);
  }
}

/** The best mean of several slices of time, taken in turns, so that a disturbance hits both alike. */
function time(work: Work): { readonly ours: number; readonly theirs: number } {
  const best = { ours: Infinity, theirs: Infinity };
  const theirs = () => tf.tidy(() => work.theirs().dataSync());
  for (let slice = 0; slice < SLICES; slice++) {
    best.ours = Math.min(best.ours, meanMs(work.ours));
    best.theirs = Math.min(best.theirs, meanMs(theirs));
  }
  return best;
}

function meanMs(f: () => unknown): number {
  const from = performance.now();
  let runs = 0;
  let spent = 0;
  do {
    f();
    runs++;
    spent = performance.now() - from;
  } while (spent < SLICE_MS);
  return spent / runs;
}

/** Fixed numbers between -1 and 1 without a pattern. */
function wave(shape: readonly number[], seed: number): Tensor {
  const size = shape.reduce((total, n) => total * n, 1);
  return {
    shape,
    values: Float64Array.from({ length: size }, (_, i) => Math.sin(seed + 1.7 * i + 0.3 * i * i % 11)),
  };
}

/** The same, shrunk with the width, so that gates do not saturate. */
function small(shape: readonly [number, number], seed: number): Tensor {
  const t = wave(shape, seed);
  return { shape, values: t.values.map((x) => x / Math.sqrt(shape[1])) };
}

function theirs(t: Tensor): Theirs {
  return tf.tensor(Float32Array.from(t.values), t.shape);
}
