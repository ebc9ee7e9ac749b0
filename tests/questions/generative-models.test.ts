/** Keys of the questions on generative models against plain Python; divergences by numerical integration. */
import { expect, test } from "vitest";
import { random } from "../../src/base/random.ts";
import { generatorById } from "../../src/questions/generators.ts";
import type { Json } from "../../src/questions/question.ts";
import type { Nested } from "../../src/tensor/tensor.ts";
import { expectKeys } from "./close.ts";
import { anyParams } from "./literal.ts";

const CASES: readonly (readonly [string, Json, Readonly<Record<string, Nested>>])[] = [
  ["vae-kl", { "mean": [0.5, -1], "spread": [0.8, 0.5], "given": "deviation" }, {
    "terms": [0.1681435513142097, 0.8181471805599528],
    "kl": 0.9862907318741625,
  }],
  ["vae-kl", { "mean": [1.5, 2], "spread": [2, 0.2], "given": "deviation" }, {
    "terms": [1.9318528194400335, 3.129437912434106],
    "kl": 5.06129073187414,
  }],
  ["vae-kl", { "mean": [-1, 0.8], "spread": [-1.5, 0.5], "given": "log-variance" }, {
    "terms": [0.8615650800742174, 0.3943606353500622],
    "kl": 1.2559257154242796,
  }],
  ["vae-kl", { "mean": [0.5, 2], "spread": [1, -2], "given": "log-variance" }, {
    "terms": [0.48414091422952044, 2.5676676416183293],
    "kl": 3.05180855584785,
  }],
  ["vae-elbo", { "mean": 0.5, "deviation": 0.4, "reconstruction": -3.5 }, {
    "kl": 0.6212907318741615,
    "elbo": -4.121290731874161,
  }],
  ["vae-elbo", { "mean": -1.5, "deviation": 2, "reconstruction": -7 }, {
    "kl": 1.931852819440048,
    "elbo": -8.931852819440047,
  }],
  ["reparameterize", { "mean": [0.5, -1], "spread": [2, 0.5], "noise": [0.2, -1.5], "given": "deviation" }, {
    "z": [0.9, -1.75],
    "byMean": [1, 1],
    "bySpread": [0.2, -1.5],
  }],
  ["reparameterize", { "mean": [3, -2], "spread": [0.3, 1.5], "noise": [-0.8, 1.4], "given": "deviation" }, {
    "z": [2.76, 0.09999999999999964],
    "byMean": [1, 1],
    "bySpread": [-0.8, 1.4],
  }],
  ["reparameterize", {
    "mean": [1, -0.5],
    "spread": [-2, 0.6],
    "noise": [1.8, -0.4],
    "given": "log-variance",
  }, {
    "z": [1.6621829941085964, -1.0399435230304013],
    "byMean": [1, 1],
    "bySpread": [0.33109149705429813, -0.26997176151520064],
  }],
  [
    "reparameterize",
    { "mean": [2, 0.5], "spread": [1, -1.4], "noise": [-1.2, 0.6], "given": "log-variance" },
    {
      "z": [0.0215344751598463, 0.7979511822748457],
      "byMean": [1, 1],
      "bySpread": [-0.9892327624200768, 0.14897559113742284],
    },
  ],
  ["gan-losses", { "real": [0.8], "fake": [0.3] }, {
    "discriminator": 0.5798184952529422,
    "minimax": -0.35667494393873245,
    "nonSaturating": 1.2039728043259361,
  }],
  ["gan-losses", { "real": [0.67], "fake": [0.12] }, {
    "discriminator": 0.5283109381070101,
    "minimax": -0.12783337150988489,
    "nonSaturating": 2.120263536200091,
  }],
  ["gan-losses", { "real": [0.9, 0.6], "fake": [0.05, 0.35] }, {
    "discriminator": 0.549131174951911,
    "minimax": -0.2410381052400024,
    "nonSaturating": 2.0227771990263346,
  }],
  ["gan-losses", { "real": [0.72, 0.55], "fake": [0.41, 0.2] }, {
    "discriminator": 0.838558680562119,
    "minimax": -0.37538814669829074,
    "nonSaturating": 1.250518015858942,
  }],
  ["gan-optimal-d", { "data": [0.5, 0.5], "generated": [0.25, 0.75] }, {
    "best": [0.6666666666666666, 0.4],
    "value": -1.3186502099826802,
  }],
  ["gan-optimal-d", { "data": [0.2, 0.8], "generated": [0.7, 0.3] }, {
    "best": [0.22222222222222227, 0.7272727272727273],
    "value": -1.121283459285795,
  }],
  ["gan-optimal-d", { "data": [0.2, 0.3, 0.5], "generated": [0.5, 0.4, 0.1] }, {
    "best": [0.28571428571428575, 0.4285714285714286, 0.8333333333333334],
    "value": -1.1671611106197928,
  }],
  ["gan-optimal-d", { "data": [0.6, 0.1, 0.3], "generated": [0.3, 0.3, 0.4] }, {
    "best": [0.6666666666666667, 0.25, 0.4285714285714286],
    "value": -1.2758324826031848,
  }],
  ["ae-params", { "sizes": [12, 6, 2], "tied": false }, { "encoder": 92, "decoder": 102, "total": 194 }],
  ["ae-params", { "sizes": [30, 10, 4], "tied": false }, { "encoder": 354, "decoder": 380, "total": 734 }],
  ["ae-params", { "sizes": [784, 32, 8], "tied": true }, {
    "encoder": 25384,
    "decoder": 816,
    "total": 26200,
  }],
  ["ae-params", { "sizes": [100, 50, 10], "tied": true }, { "encoder": 5560, "decoder": 150, "total": 5710 }],
  ["diffusion-forward", { "x": [2, -1], "noise": [0.6, 1.2], "betas": [0.3] }, {
    "xt": [2.0019535875712506, -0.17939295752787632],
  }],
  ["diffusion-forward", { "x": [-1.5, 3], "noise": [-0.4, 1.8], "betas": [0.6] }, {
    "xt": [-1.2585219657471072, 3.2916406007356978],
  }],
  ["diffusion-forward", { "x": [1, -2], "noise": [-1.2, 0.4], "betas": [0.05, 0.1, 0.3] }, {
    "xt": [0.013259485696494822, -1.2937995243882607],
    "alphaBar": 0.5984999999999998,
  }],
  ["diffusion-forward", { "x": [0.5, 1.5], "noise": [1.8, -0.8], "betas": [0.1, 0.2, 0.4] }, {
    "xt": [1.6852174795651074, 0.38297440570396224],
    "alphaBar": 0.43200000000000005,
  }],
];

test.each(CASES)("%s of %j is %j", (id, params, keys) => {
  expectKeys(id, params, keys);
});

test.each([
  "vae-kl",
  "vae-elbo",
  "reparameterize",
  "gan-losses",
  "gan-optimal-d",
  "ae-params",
  "diffusion-forward",
])("%s takes any params of its domains without throwing", (id) => {
  const generator = generatorById(id)!;
  for (let seed = 0; seed < 200; seed++) {
    expect(() => generator.refusalOf(anyParams(generator.domains, random(seed)))).not.toThrow();
  }
});
