/** Keys of language models and recurrent networks against counts by hand and derivatives by complex steps, in Python. */
import { expect, test } from "vitest";
import { random } from "../../src/base/random.ts";
import { generatorById } from "../../src/questions/generators.ts";
import { differences, type GoldenValue } from "../golden/runner.ts";
import { anyParams, literalKeys } from "./literal.ts";
import type { Json } from "../../src/questions/question.ts";

const CASES: readonly (readonly [string, Json, GoldenValue])[] = [
  ["ngram-prob", { corpus: ["a", "b", "a", "b", "a", "c"], history: ["a"], word: "b", k: 0 }, {
    together: 2,
    history: 3,
    probability: 0.6666666666667,
  }],
  ["ngram-prob", {
    corpus: ["b", "a", "a", "c", "a", "b", "a", "c", "d", "a"],
    history: ["a"],
    word: "c",
    k: 0,
  }, { together: 2, history: 4, probability: 0.5 }],
  ["ngram-prob", { corpus: ["a", "b", "a", "b", "a", "c"], history: ["a"], word: "a", k: 1 }, {
    together: 0,
    history: 3,
    probability: 0.1666666666667,
  }],
  ["ngram-prob", { corpus: ["d", "a", "a", "b", "b", "d", "b", "a", "d"], history: ["d"], word: "b", k: 1 }, {
    together: 1,
    history: 2,
    probability: 0.4,
  }],
  ["ngram-prob", {
    corpus: ["c", "c", "b", "b", "b", "c", "c", "c", "b", "c", "b", "a", "c"],
    history: ["b", "b"],
    word: "b",
    k: 0.5,
  }, { together: 1, history: 2, probability: 0.4285714285714 }],
  ["ngram-prob", {
    corpus: ["a", "b", "c", "a", "b", "a", "a", "b", "c", "c", "a", "b"],
    history: ["a", "b"],
    word: "c",
    k: 1,
  }, { together: 2, history: 3, probability: 0.5 }],
  ["ngram-table", { vocab: 10000, n: 3, tokens: 1000, asked: "entries" }, {
    histories: 100000000,
    entries: 1000000000000,
  }],
  ["ngram-table", { vocab: 50, n: 4, tokens: 1000, asked: "entries" }, {
    histories: 125000,
    entries: 6250000,
  }],
  ["ngram-table", { vocab: 20, n: 3, tokens: 1000, asked: "free" }, {
    histories: 400,
    entries: 8000,
    free: 7600,
  }],
  ["ngram-table", { vocab: 7, n: 2, tokens: 1000, asked: "free" }, { histories: 7, entries: 49, free: 42 }],
  ["ngram-table", { vocab: 2000, n: 3, tokens: 50000, asked: "corpus" }, {
    histories: 4000000,
    entries: 8000000000,
    seen: 49998,
  }],
  ["ngram-table", { vocab: 300, n: 4, tokens: 10000, asked: "corpus" }, {
    histories: 27000000,
    entries: 8100000000,
    seen: 9997,
  }],
  ["perplexity", { probabilities: [0.2, 0.5, 0.1, 0.25], base: "e" }, {
    nll: 1.497866136777,
    perplexity: 4.472135955,
  }],
  ["perplexity", { probabilities: [0.8, 0.25, 0.05], base: "e" }, {
    nll: 1.535056728663,
    perplexity: 4.641588833613,
  }],
  ["perplexity", { probabilities: [0.5, 0.25, 0.125, 0.1], base: "2" }, {
    nll: 2.330482023722,
    perplexity: 5.029733718732,
  }],
  ["perplexity", { probabilities: [0.1, 0.4, 0.5], base: "2" }, {
    nll: 1.881285396592,
    perplexity: 3.68403149864,
  }],
  ["perplexity", { probabilities: [0.15, 0.3, 0.6, 0.05, 0.8], base: "e" }, {
    nll: 1.366158847569,
    perplexity: 3.920263408416,
  }],
  ["perplexity", { probabilities: [0.15, 0.3, 0.6, 0.05], base: "2" }, {
    nll: 2.383206219346,
    perplexity: 5.216948600244,
  }],
  ["rnn-forward", { u: 0.5, w: 0.8, b: 0, xs: [1, -1], h0: 0 }, { h1: 0.46211715726, h2: -0.1295737275947 }],
  ["rnn-forward", { u: -0.4, w: 0.3, b: 0, xs: [2, 1], h0: 0 }, {
    h1: -0.6640367702678,
    h2: -0.536487916396,
  }],
  ["rnn-forward", { u: 0.5, w: 0.8, b: 0.1, xs: [1, -1, 2], h0: 0.5 }, {
    h1: 0.7615941559558,
    h2: 0.2062727621257,
    h3: 0.8524416843697,
  }],
  ["rnn-forward", { u: -0.8, w: 0.6, b: -0.2, xs: [1, 2, -1], h0: -0.4 }, {
    h1: -0.8454555957267,
    h2: -0.9803810130137,
    h3: 0.0117708485183,
  }],
  ["rnn-bptt", { u: 0.5, w: 0.8, xs: [1, -1], h0: 0.5, truncate: 2 }, {
    h: [0.716297870199, 0.0729086961768],
    terms: [0.7124902613846, 0.1937316261018],
    gradient: 0.9062218874864,
  }],
  ["rnn-bptt", { u: -0.3, w: 0.6, xs: [2, 1], h0: -0.4, truncate: 2 }, {
    h: [-0.6858090622291, -0.6116074667782],
    terms: [-0.4292727914315, -0.07956891265176],
    gradient: -0.5088417040833,
  }],
  ["rnn-bptt", { u: 0.5, w: 0.8, xs: [1, -1, 2], h0: 0.5, truncate: 3 }, {
    h: [0.716297870199, 0.0729086961768, 0.785022689221],
    terms: [0.02797793767853, 0.2187284554505, 0.05947396286766],
    gradient: 0.3061803559967,
  }],
  ["rnn-bptt", { u: 0.5, w: 0.9, xs: [1, -2, -2], h0: 0.6, truncate: 3 }, {
    h: [0.7778880665772, -0.2912217734041, -0.8516419137355],
    terms: [-0.08000038326975, 0.1760106928535, 0.04824941039534],
    gradient: 0.144259719979,
  }],
  ["rnn-bptt", { u: 0.5, w: 0.8, xs: [1, -1, 2], h0: 0.5, truncate: 2 }, {
    h: [0.716297870199, 0.0729086961768, 0.785022689221],
    terms: [0.02797793767853, 0.2187284554505],
    gradient: 0.246706393129,
  }],
  ["rnn-bptt", { u: -0.3, w: 0.5, xs: [-2, 2, -2], h0: -0.5, truncate: 2 }, {
    h: [0.3363755443363, -0.4068347007181, 0.3770211546194],
    terms: [-0.349005202107, 0.1204001805151],
    gradient: -0.2286050215919,
  }],
  ["recurrent-power", { w: 0.9, slope: 1, steps: 50, limit: 0 }, { factor: 0.00515377520732 }],
  ["recurrent-power", { w: 1.1, slope: 1, steps: 20, limit: 0 }, { factor: 6.727499949326 }],
  ["recurrent-power", { w: 1.6, slope: 0.85, steps: 5, limit: 0 }, { factor: 4.6525874176 }],
  ["recurrent-power", { w: 0.8, slope: 0.5, steps: 4, limit: 0 }, { factor: 0.0256 }],
  ["recurrent-power", { w: 0.9, slope: 0.95, steps: 10, limit: 0.001 }, { step: 0.855, steps: 45 }],
  ["recurrent-power", { w: 1.5, slope: 0.9, steps: 10, limit: 100 }, { step: 1.35, steps: 16 }],
  ["clip-norm", { weights: [3, 4], biases: [], maxNorm: 1 }, { norm: 5, clipped: [0.6, 0.8] }],
  ["clip-norm", { weights: [-8, 6], biases: [], maxNorm: 2.5 }, { norm: 10, clipped: [-2, 1.5] }],
  ["clip-norm", { weights: [1, -3, 2], biases: [], maxNorm: 2.5 }, {
    norm: 3.741657386774,
    clipped: [0.6681531047811, -2.004459314343, 1.336306209562],
  }],
  ["clip-norm", { weights: [2, 3, 6], biases: [], maxNorm: 12 }, { norm: 7, clipped: [2, 3, 6] }],
  ["clip-norm", { weights: [3, -5], biases: [4.5, 4], maxNorm: 2 }, {
    norm: 8.38152730712,
    clipped: [0.7158599835263, -1.193099972544, 1.073789975289, 0.954479978035],
  }],
  ["clip-norm", { weights: [1, 2], biases: [-2, 4], maxNorm: 1.5 }, {
    norm: 5,
    clipped: [0.3, 0.6, -0.6, 1.2],
  }],
];

test.each(CASES)("%s of %j is %j", (id, params, key) => {
  expect(differences(key, literalKeys(id, params), 1e-10)).toEqual([]);
});

test.each([
  "ngram-prob",
  "ngram-table",
  "perplexity",
  "rnn-forward",
  "rnn-bptt",
  "recurrent-power",
  "clip-norm",
])("%s says calmly why a visitor's params are unfair", (id) => {
  const generator = generatorById(id)!;
  for (let seed = 0; seed < 100; seed++) {
    const params = anyParams(generator.domains, random(seed));
    expect(() => generator.refusalOf(params), JSON.stringify(params)).not.toThrow();
  }
});
