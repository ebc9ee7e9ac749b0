import { expect, test } from "vitest";
import {
  convFans,
  denseFans,
  initialBound,
  initialStd,
  initialVariance,
  type Scheme,
  varianceGain,
} from "../../src/tensor/initialise.ts";

test.each<[Scheme, number, number, number]>([
  ["lecun", 256, 256, 1 / 256],
  ["glorot", 256, 256, 2 / 512],
  ["glorot", 100, 300, 2 / 400],
  ["he", 256, 10, 2 / 256],
])("%s with fans %d and %d has variance %d", (scheme, fanIn, fanOut, wanted) => {
  const fans = { fanIn, fanOut };
  expect(initialVariance(scheme, fans)).toBe(wanted);
  expect(initialStd(scheme, fans)).toBe(Math.sqrt(wanted));
  expect(initialBound(scheme, fans) ** 2 / 3).toBeCloseTo(wanted, 15);
});

test("Glorot's uniform bound is sqrt(6/(in+out))", () => {
  expect(initialBound("glorot", denseFans(100, 300))).toBeCloseTo(Math.sqrt(6 / 400), 15);
});

test("convFans() counts the kernel area on both sides", () => {
  expect(convFans({ channels: 3, filters: 8, kernel: [5, 5] })).toEqual({ fanIn: 75, fanOut: 200 });
});

test("varianceGain() of golden S3-L11-b7.wrong is 1 for 1/n and 22.6 for the deviation", () => {
  expect(varianceGain(256, 0.00390625)).toBe(1);
  expect(varianceGain(256, 0.0883883476483)).toBeCloseTo(22.627416998, 8);
});

test("initialVariance() refuses fans that are not positive", () => {
  expect(() => initialVariance("he", denseFans(0, 5))).toThrow("Cannot initialise for fans 0 and 5");
});
