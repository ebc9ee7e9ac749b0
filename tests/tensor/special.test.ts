import { expect, test } from "vitest";
import { erf, erfc, normalCdf } from "../../src/tensor/special.ts";

test.each([
  [1e-10, 1.1283791670955126e-10, 0.999999999887162],
  [0.1, 0.1124629160182849, 0.887537083981715],
  [0.3, 0.3286267594591274, 0.6713732405408726],
  [0.49, 0.511668261188523, 0.4883317388114769],
  [0.5, 0.5204998778130465, 0.4795001221869535],
  [0.7, 0.6778011938374184, 0.32219880616258156],
  [1, 0.8427007929497149, 0.15729920705028513],
  [1.5, 0.9661051464753108, 0.033894853524689274],
  [2, 0.9953222650189527, 0.004677734981047266],
  [2.7, 0.9998656672600594, 0.0001343327399405242],
  [3.5, 0.9999992569016276, 7.430983723414128e-07],
  [5, 0.9999999999984626, 1.537459794428035e-12],
  [5.99, 1, 2.4300455127321346e-17],
  [6.01, 1, 1.905345579029651e-17],
  [9, 1, 4.13703174651381e-37],
  [-0.2, -0.22270258921047847, 1.2227025892104784],
  [-0.9, -0.7969082124228322, 1.7969082124228322],
  [-3, -0.9999779095030014, 1.9999779095030015],
])("erf(%d) and erfc() of it agree with 30-digit arithmetic to 1e-15", (x, wanted, complement) => {
  expect(Math.abs(erf(x) - wanted)).toBeLessThanOrEqual(1e-15 * Math.abs(wanted));
  expect(Math.abs(erfc(x) - complement)).toBeLessThanOrEqual(1e-14 * complement);
});

test("erf() is odd and erfc() reaches both ends", () => {
  expect([erf(0), erfc(0), erf(-1) + erf(1)]).toEqual([0, 1, 0]);
  expect([erf(Infinity), erf(-Infinity), erfc(Infinity), erfc(-Infinity)]).toEqual([1, -1, 0, 2]);
  expect(normalCdf(0)).toBe(0.5);
  expect(erf(NaN)).toBeNaN();
});
