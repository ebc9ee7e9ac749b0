/** A small deck with a note of every card type, for tests that answer whatever comes. */

export const ALL_TYPES = `---
deck: all-types
name: One of each
description: A note of every type.
order: 1
---

## sum

- type: basic
- tags: softmax
- source: Goodfellow et al. 2016, section 6.2.2

What do the outputs of a softmax add up to?

---

Exactly 1.

## lse

- type: reversed

$\\log\\sum_j e^{z_j}$

---

log-sum-exp, the smooth maximum

## formula

- type: cloze

The softmax of $z$ is $p_i = \\frac{ {{c1::e^{z_i}}} }{ {{c2::\\sum_j e^{z_j}::normaliser}} }$.

## shift

- type: choice

Which of these leave the softmax output unchanged?

- [x] adding 5 to every logit
- [ ] doubling every logit
- [x] subtracting the largest logit from all

## zero

- type: true-false
- answer: false

Cross-entropy is 0 whenever prediction and target agree.

---

Only for one-hot targets.

## why

- type: rubric

Why is squared error a poor loss on top of a softmax?

---

A confidently wrong output hardly learns.

- (2) names the vanishing factor
- says that cross-entropy gives $p - y$

## temperature

- type: text
- accept: [temperature, softmax temperature]

By what is the logit vector divided to make a softmax flatter?

## first-loss

- type: number
- answer: ln(10)
- tolerance: 0.005
- unit: nats
- form: 2 decimals

Ten balanced classes, an untrained network: what cross-entropy do you expect?

---

About $\\ln 10 \\approx 2.30$.

## by-hand

- type: generated
- generator: softmax
- level: 1

## size

- type: generated
- generator: conv-out
- level: 1
`;
