/** The topics in their order of introduction: what generators are grouped by. */

export interface Topic {
  readonly slug: string;
  readonly title: string;
  /** What it is about, in one line. */
  readonly about: string;
}

export const TOPICS: readonly Topic[] = [
  {
    slug: "ml-foundations",
    title: "Foundations of learning",
    about: "Paradigms, data assumptions, parametric or not, splits and metrics",
  },
  {
    slug: "decision-trees",
    title: "Entropy and decision trees",
    about: "Entropy, information gain, greedy tree building",
  },
  {
    slug: "linear-regression-mle",
    title: "Linear models and likelihood",
    about: "Least squares, Gaussian noise, MLE, MAP",
  },
  {
    slug: "softmax-cross-entropy",
    title: "Softmax and cross-entropy",
    about: "Logits to probabilities, Jacobian, p - y",
  },
  {
    slug: "loss-functions",
    title: "Losses and information measures",
    about: "BCE, CE, MSE, L1/L2, entropy, KL",
  },
  {
    slug: "perceptron-mlp",
    title: "Perceptron and MLP",
    about: "Affine layers, forward pass, parameter counts, expressivity",
  },
  { slug: "backprop", title: "Backpropagation", about: "Graphs, chain rule, layer gradients" },
  {
    slug: "matrix-calculus",
    title: "Matrix calculus and non-smooth points",
    about: "Jacobians, gradients of vector functions, sub-gradients",
  },
  {
    slug: "activations",
    title: "Activation functions",
    about: "Formulas, derivatives, saturation, dead units",
  },
  { slug: "initialization", title: "Weight initialisation", about: "Symmetry, variance propagation" },
  {
    slug: "gradient-descent",
    title: "Gradient descent and convergence",
    about: "GD, SGD, step size, second order",
  },
  {
    slug: "adaptive-optimizers",
    title: "Momentum and adaptive optimisers",
    about: "Momentum, Nesterov, AdaGrad, RMSProp, Adam",
  },
  {
    slug: "normalization",
    title: "Normalisation layers",
    about: "Batch norm, shapes, parameters, train/test",
  },
  {
    slug: "regularization",
    title: "Regularisation and generalisation",
    about: "Fitting diagnosis, decay, dropout, augmentation",
  },
  {
    slug: "conv-shapes",
    title: "Convolution arithmetic",
    about: "Sizes under kernel, stride, padding, dilation",
  },
  {
    slug: "conv-params-cost",
    title: "Parameters and cost of CNNs",
    about: "Counting weights, multiplications, memory",
  },
  {
    slug: "conv-forward-backward",
    title: "Convolution and pooling by hand",
    about: "Values forward and gradients backward",
  },
  { slug: "receptive-field", title: "Receptive field", about: "Growth by kernel, stride, dilation" },
  {
    slug: "residual-architectures",
    title: "Deep architectures and skips",
    about: "Vanishing gradients, residual, dense, highway, famous nets",
  },
  {
    slug: "segmentation-detection",
    title: "Segmentation and detection",
    about: "Dense prediction, FCN, upsampling, boxes",
  },
  {
    slug: "transfer-distillation",
    title: "Transfer, self-supervision, compression",
    about: "Reusing networks and unlabeled data",
  },
  { slug: "generative-models", title: "Generative models", about: "Autoencoder, VAE, GAN (and diffusion)" },
  { slug: "word-embeddings", title: "Word embeddings", about: "One-hot, word2vec, negative sampling" },
  {
    slug: "language-models-rnn",
    title: "Language models and RNNs",
    about: "n-grams, perplexity, BPTT, clipping",
  },
  { slug: "lstm", title: "LSTM, GRU, bidirectional", about: "Gates, cell, parameters" },
  {
    slug: "seq2seq-attention",
    title: "Seq2seq and attention",
    about: "Translation, decoding, BLEU, alignment",
  },
  { slug: "transformers", title: "Transformers", about: "Self-attention, positions, masks, heads" },
];

export function topicBySlug(slug: string): Topic | undefined {
  return TOPICS.find((topic) => topic.slug === slug);
}
