/** The list of all generators by topic: to add one, write its file, its import and its line. */
import type { Generator } from "./define.ts";
// ml-foundations
import { confusionMetricsGenerator } from "./generators/ml-foundations/confusion_metrics.ts";
import { kfoldSizesGenerator } from "./generators/ml-foundations/kfold_sizes.ts";
import { knnClassifyGenerator } from "./generators/ml-foundations/knn_classify.ts";
// decision-trees
import { entropyGenerator } from "./generators/decision-trees/entropy.ts";
import { splitGainGenerator } from "./generators/decision-trees/split_gain.ts";
import { giniGenerator } from "./generators/decision-trees/gini.ts";
import { giniSplitGenerator } from "./generators/decision-trees/gini_split.ts";
import { informationGainGenerator } from "./generators/decision-trees/information_gain.ts";
import { bestSplit1dGenerator } from "./generators/decision-trees/best_split_1d.ts";
import { treePredictGenerator } from "./generators/decision-trees/tree_predict.ts";
// linear-regression-mle
import { gaussianNllGenerator } from "./generators/linear-regression-mle/gaussian_nll.ts";
import { gramMemoryGenerator } from "./generators/linear-regression-mle/gram_memory.ts";
import { logisticProbGenerator } from "./generators/linear-regression-mle/logistic_prob.ts";
import { ols2ParamGenerator } from "./generators/linear-regression-mle/ols_2param.ts";
import { ridge1dGenerator } from "./generators/linear-regression-mle/ridge_1d.ts";
// softmax-cross-entropy
import { softmaxGenerator } from "./generators/softmax-cross-entropy/softmax.ts";
import { ceBatchMeanGenerator } from "./generators/softmax-cross-entropy/ce_batch_mean.ts";
import { ceFromLogitsGenerator } from "./generators/softmax-cross-entropy/ce_from_logits.ts";
import { ceGradLogitsGenerator } from "./generators/softmax-cross-entropy/ce_grad_logits.ts";
import { ceSoftTargetsGenerator } from "./generators/softmax-cross-entropy/ce_soft_targets.ts";
import { labelSmoothingGenerator } from "./generators/softmax-cross-entropy/label_smoothing.ts";
import { logSumExpGenerator } from "./generators/softmax-cross-entropy/logsumexp.ts";
import { softmaxAxisGenerator } from "./generators/softmax-cross-entropy/softmax_axis.ts";
import { softmaxJacobianGenerator } from "./generators/softmax-cross-entropy/softmax_jacobian.ts";
import { softmaxRegressionGradGenerator } from "./generators/softmax-cross-entropy/softmax_regression_grad.ts";
import { softmaxScaleGenerator } from "./generators/softmax-cross-entropy/softmax_scale.ts";
import { softmaxShiftGenerator } from "./generators/softmax-cross-entropy/softmax_shift.ts";
import { softmaxJacobianSymbolicGenerator } from "./generators/softmax-cross-entropy/softmax_jacobian_symbolic.ts";
import { ceGradSymbolicGenerator } from "./generators/softmax-cross-entropy/ce_grad_symbolic.ts";
// loss-functions
import { mseGenerator } from "./generators/loss-functions/mse.ts";
import { bceGenerator } from "./generators/loss-functions/bce.ts";
import { ceEntropyKlGenerator } from "./generators/loss-functions/ce_entropy_kl.ts";
import { focalLossGenerator } from "./generators/loss-functions/focal_loss.ts";
import { huberHingeGenerator } from "./generators/loss-functions/huber_hinge.ts";
import { initialLossGenerator } from "./generators/loss-functions/initial_loss.ts";
import { jsDivergenceGenerator } from "./generators/loss-functions/js_divergence.ts";
import { l1L2OptimumGenerator } from "./generators/loss-functions/l1_l2_optimum.ts";
import { mutualInformationGenerator } from "./generators/loss-functions/mutual_information.ts";
// perceptron-mlp
import { mlpForwardGenerator } from "./generators/perceptron-mlp/mlp_forward.ts";
import { booleanNetGenerator } from "./generators/perceptron-mlp/boolean_net.ts";
import { fcParamCountGenerator } from "./generators/perceptron-mlp/fc_param_count.ts";
import { linearForwardGenerator } from "./generators/perceptron-mlp/linear_forward.ts";
import { mlpShapesGenerator } from "./generators/perceptron-mlp/mlp_shapes.ts";
import { perceptronUpdateGenerator } from "./generators/perceptron-mlp/perceptron_update.ts";
import { reluLayerGenerator } from "./generators/perceptron-mlp/relu_layer.ts";
// backprop
import { graphGradientGenerator } from "./generators/backprop/graph_gradient.ts";
import { mlpBackwardGenerator } from "./generators/backprop/mlp_backward.ts";
import { ceWeightGradGenerator } from "./generators/backprop/ce_weight_grad.ts";
import { vjpGenerator } from "./generators/backprop/vjp.ts";
import { shapeCheckGenerator } from "./generators/backprop/shape_check.ts";
import { batchGradientMeanGenerator } from "./generators/backprop/batch_gradient_mean.ts";
import { weightUpdateGenerator } from "./generators/backprop/weight_update.ts";
import { numericGradientCheckGenerator } from "./generators/backprop/numeric_gradient_check.ts";
import { chainExprGenerator } from "./generators/backprop/chain_expr.ts";
import { twoLayerSymbolicGenerator } from "./generators/backprop/two_layer_symbolic.ts";
// matrix-calculus
import { affineSigmoidGradGenerator } from "./generators/matrix-calculus/affine_sigmoid_grad.ts";
import { quadraticGradGenerator } from "./generators/matrix-calculus/quadratic_grad.ts";
import { matcalcLinearGenerator } from "./generators/matrix-calculus/matcalc_linear.ts";
import { maxGradGenerator } from "./generators/matrix-calculus/max_grad.ts";
import { normGradGenerator } from "./generators/matrix-calculus/norm_grad.ts";
import { linearFormSymbolicGenerator } from "./generators/matrix-calculus/linear_form_symbolic.ts";
import { quadraticFormSymbolicGenerator } from "./generators/matrix-calculus/quadratic_form_symbolic.ts";
import { matmulGradSymbolicGenerator } from "./generators/matrix-calculus/matmul_grad_symbolic.ts";
// activations
import { activationValueGenerator } from "./generators/activations/activation_value.ts";
import { activationDerivativeGenerator } from "./generators/activations/activation_derivative.ts";
import { preluGradAlphaGenerator } from "./generators/activations/prelu_grad_alpha.ts";
import { isLinearGenerator } from "./generators/activations/is_linear.ts";
import { gatedUnitGenerator } from "./generators/activations/gated_unit.ts";
import { activationDerivativeSymbolicGenerator } from "./generators/activations/activation_derivative_symbolic.ts";
// initialization
import { initVarianceGenerator } from "./generators/initialization/init_variance.ts";
import { varianceGainGenerator } from "./generators/initialization/variance_gain.ts";
import { symmetryStepGenerator } from "./generators/initialization/symmetry_step.ts";
import { convFanGenerator } from "./generators/initialization/conv_fan.ts";
// gradient-descent
import { gdQuadraticGenerator } from "./generators/gradient-descent/gd_quadratic.ts";
import { sgdLinearGenerator } from "./generators/gradient-descent/sgd_linear.ts";
import { updatesPerEpochGenerator } from "./generators/gradient-descent/updates_per_epoch.ts";
import { lrScheduleGenerator } from "./generators/gradient-descent/lr_schedule.ts";
import { lrScalingGenerator } from "./generators/gradient-descent/lr_scaling.ts";
import { newtonStepGenerator } from "./generators/gradient-descent/newton_step.ts";
import { robbinsMonroGenerator } from "./generators/gradient-descent/robbins_monro.ts";
import { lossScalingGenerator } from "./generators/gradient-descent/loss_scaling.ts";
// adaptive-optimizers
import { momentumStepsGenerator } from "./generators/adaptive-optimizers/momentum_steps.ts";
import { adagradStepsGenerator } from "./generators/adaptive-optimizers/adagrad_steps.ts";
import { rmspropStepsGenerator } from "./generators/adaptive-optimizers/rmsprop_steps.ts";
import { adamStepsGenerator } from "./generators/adaptive-optimizers/adam_steps.ts";
import { emaBiasGenerator } from "./generators/adaptive-optimizers/ema_bias.ts";
import { adamwStepGenerator } from "./generators/adaptive-optimizers/adamw_step.ts";
// normalization
import { batchnormInferGenerator } from "./generators/normalization/batchnorm_infer.ts";
import { batchnormForwardGenerator } from "./generators/normalization/batchnorm_forward.ts";
import { normParamCountGenerator } from "./generators/normalization/norm_param_count.ts";
import { normAxesGenerator } from "./generators/normalization/norm_axes.ts";
import { runningAverageGenerator } from "./generators/normalization/running_average.ts";
import { bnFoldGenerator } from "./generators/normalization/bn_fold.ts";
import { layernormVsBatchnormGenerator } from "./generators/normalization/layernorm_vs_batchnorm.ts";
// regularization
import { l2StepGenerator } from "./generators/regularization/l2_step.ts";
import { l1ProxGenerator } from "./generators/regularization/l1_prox.ts";
import { invertedDropoutGenerator } from "./generators/regularization/inverted_dropout.ts";
import { earlyStoppingGenerator } from "./generators/regularization/early_stopping.ts";
import { augmentArrayGenerator } from "./generators/regularization/augment_array.ts";
import { diagnoseGenerator } from "./generators/regularization/diagnose.ts";
// conv-shapes
import { convOutGenerator } from "./generators/conv-shapes/conv_out.ts";
import { chainShapesGenerator } from "./generators/conv-shapes/chain_shapes.ts";
import { convSizeGenerator } from "./generators/conv-shapes/conv_size.ts";
import { poolOutGenerator } from "./generators/conv-shapes/pool_out.ts";
import { solvePaddingGenerator } from "./generators/conv-shapes/solve_padding.ts";
import { tconvOutGenerator } from "./generators/conv-shapes/tconv_out.ts";
// conv-params-cost
import { bottleneckParamsGenerator } from "./generators/conv-params-cost/bottleneck_params.ts";
import { convMacsGenerator } from "./generators/conv-params-cost/conv_macs.ts";
import { convParamsGenerator } from "./generators/conv-params-cost/conv_params.ts";
import { depthwiseSepGenerator } from "./generators/conv-params-cost/depthwise_sep.ts";
import { fcWeightShapeGenerator } from "./generators/conv-params-cost/fc_weight_shape.ts";
import { netTableGenerator } from "./generators/conv-params-cost/net_table.ts";
// conv-forward-backward
import { conv2dValuesGenerator } from "./generators/conv-forward-backward/conv2d_values.ts";
import { maxPoolValuesGenerator } from "./generators/conv-forward-backward/maxpool_values.ts";
import { avgpoolValuesGenerator } from "./generators/conv-forward-backward/avgpool_values.ts";
import { conv1dDilatedGenerator } from "./generators/conv-forward-backward/conv1d_dilated.ts";
import { conv2dBackwardGenerator } from "./generators/conv-forward-backward/conv2d_backward.ts";
import { conv2dMultichannelGenerator } from "./generators/conv-forward-backward/conv2d_multichannel.ts";
import { convBackwardGenerator } from "./generators/conv-forward-backward/conv_backward.ts";
import { convReluPoolGenerator } from "./generators/conv-forward-backward/conv_relu_pool.ts";
import { poolBackwardGenerator } from "./generators/conv-forward-backward/pool_backward.ts";
import { tconvValuesGenerator } from "./generators/conv-forward-backward/tconv_values.ts";
// receptive-field
import { receptiveFieldGenerator } from "./generators/receptive-field/receptive_field.ts";
import { rfIntervalGenerator } from "./generators/receptive-field/rf_interval.ts";
import { rfTargetGenerator } from "./generators/receptive-field/rf_target.ts";
// residual-architectures
import { densenetChannelsGenerator } from "./generators/residual-architectures/densenet_channels.ts";
import { gradientProductGenerator } from "./generators/residual-architectures/gradient_product.ts";
import { highwayValueGenerator } from "./generators/residual-architectures/highway_value.ts";
import { residualForwardGenerator } from "./generators/residual-architectures/residual_forward.ts";
import { residualGradientGenerator } from "./generators/residual-architectures/residual_gradient.ts";
import { residualJacobianGenerator } from "./generators/residual-architectures/residual_jacobian.ts";
import { shortcutParamsGenerator } from "./generators/residual-architectures/shortcut_params.ts";
// segmentation-detection
import { bilinearSampleGenerator } from "./generators/segmentation-detection/bilinear_sample.ts";
import { diceGenerator } from "./generators/segmentation-detection/dice.ts";
import { fcAsConvGenerator } from "./generators/segmentation-detection/fc_as_conv.ts";
import { headChangeGenerator } from "./generators/segmentation-detection/head_change.ts";
import { iouGenerator } from "./generators/segmentation-detection/iou.ts";
import { nmsGenerator } from "./generators/segmentation-detection/nms.ts";
// transfer-distillation
import { temperatureSoftmaxGenerator } from "./generators/transfer-distillation/temperature_softmax.ts";
import { distillLossGenerator } from "./generators/transfer-distillation/distill_loss.ts";
import { trainableParamsGenerator } from "./generators/transfer-distillation/trainable_params.ts";
import { quantiseInt8Generator } from "./generators/transfer-distillation/quantise_int8.ts";
// generative-models
import { vaeKlGenerator } from "./generators/generative-models/vae_kl.ts";
import { vaeElboGenerator } from "./generators/generative-models/vae_elbo.ts";
import { reparameterizeGenerator } from "./generators/generative-models/reparameterize.ts";
import { ganLossesGenerator } from "./generators/generative-models/gan_losses.ts";
import { ganOptimalDGenerator } from "./generators/generative-models/gan_optimal_d.ts";
import { aeParamsGenerator } from "./generators/generative-models/ae_params.ts";
import { diffusionForwardGenerator } from "./generators/generative-models/diffusion_forward.ts";
// word-embeddings
import { cosineGenerator } from "./generators/word-embeddings/cosine.ts";
import { embeddingParamsGenerator } from "./generators/word-embeddings/embedding_params.ts";
import { negSamplingProbGenerator } from "./generators/word-embeddings/neg_sampling_prob.ts";
import { sgnsLossGenerator } from "./generators/word-embeddings/sgns_loss.ts";
import { skipgramPairsGenerator } from "./generators/word-embeddings/skipgram_pairs.ts";
// language-models-rnn
import { clipNormGenerator } from "./generators/language-models-rnn/clip_norm.ts";
import { ngramProbGenerator } from "./generators/language-models-rnn/ngram_prob.ts";
import { ngramTableGenerator } from "./generators/language-models-rnn/ngram_table.ts";
import { perplexityGenerator } from "./generators/language-models-rnn/perplexity.ts";
import { recurrentPowerGenerator } from "./generators/language-models-rnn/recurrent_power.ts";
import { rnnBpttGenerator } from "./generators/language-models-rnn/rnn_bptt.ts";
import { rnnForwardGenerator } from "./generators/language-models-rnn/rnn_forward.ts";
// lstm
import { cellGradientGenerator } from "./generators/lstm/cell_gradient.ts";
import { forgetHorizonGenerator } from "./generators/lstm/forget_horizon.ts";
import { gruStepGenerator } from "./generators/lstm/gru_step.ts";
import { lstmParamsGenerator } from "./generators/lstm/lstm_params.ts";
import { lstmStepGenerator } from "./generators/lstm/lstm_step.ts";
// seq2seq-attention
import { additiveScoreGenerator } from "./generators/seq2seq-attention/additive_score.ts";
import { beamSearchGenerator } from "./generators/seq2seq-attention/beam_search.ts";
import { bleuGenerator } from "./generators/seq2seq-attention/bleu.ts";
import { dotAttentionGenerator } from "./generators/seq2seq-attention/dot_attention.ts";
import { sequenceLogprobGenerator } from "./generators/seq2seq-attention/sequence_logprob.ts";
// transformers
import { attentionGenerator } from "./generators/transformers/attention.ts";
import { attentionCostGenerator } from "./generators/transformers/attention_cost.ts";
import { blockParamsGenerator } from "./generators/transformers/block_params.ts";
import { crossShapesGenerator } from "./generators/transformers/cross_shapes.ts";
import { kvCacheGenerator } from "./generators/transformers/kv_cache.ts";
import { mhaParamsGenerator } from "./generators/transformers/mha_params.ts";
import { positionalGenerator } from "./generators/transformers/positional.ts";

export const GENERATORS: readonly Generator[] = [
  // ml-foundations
  confusionMetricsGenerator,
  kfoldSizesGenerator,
  knnClassifyGenerator,
  // decision-trees
  entropyGenerator,
  splitGainGenerator,
  giniGenerator,
  giniSplitGenerator,
  informationGainGenerator,
  bestSplit1dGenerator,
  treePredictGenerator,
  // linear-regression-mle
  gaussianNllGenerator,
  gramMemoryGenerator,
  logisticProbGenerator,
  ols2ParamGenerator,
  ridge1dGenerator,
  // softmax-cross-entropy
  softmaxGenerator,
  ceBatchMeanGenerator,
  ceFromLogitsGenerator,
  ceGradLogitsGenerator,
  ceSoftTargetsGenerator,
  labelSmoothingGenerator,
  logSumExpGenerator,
  softmaxAxisGenerator,
  softmaxJacobianGenerator,
  softmaxRegressionGradGenerator,
  softmaxScaleGenerator,
  softmaxShiftGenerator,
  softmaxJacobianSymbolicGenerator,
  ceGradSymbolicGenerator,
  // loss-functions
  mseGenerator,
  bceGenerator,
  ceEntropyKlGenerator,
  focalLossGenerator,
  huberHingeGenerator,
  initialLossGenerator,
  jsDivergenceGenerator,
  l1L2OptimumGenerator,
  mutualInformationGenerator,
  // perceptron-mlp
  mlpForwardGenerator,
  booleanNetGenerator,
  fcParamCountGenerator,
  linearForwardGenerator,
  mlpShapesGenerator,
  perceptronUpdateGenerator,
  reluLayerGenerator,
  // backprop
  graphGradientGenerator,
  mlpBackwardGenerator,
  ceWeightGradGenerator,
  vjpGenerator,
  shapeCheckGenerator,
  batchGradientMeanGenerator,
  weightUpdateGenerator,
  numericGradientCheckGenerator,
  chainExprGenerator,
  twoLayerSymbolicGenerator,
  // matrix-calculus
  affineSigmoidGradGenerator,
  quadraticGradGenerator,
  matcalcLinearGenerator,
  maxGradGenerator,
  normGradGenerator,
  linearFormSymbolicGenerator,
  quadraticFormSymbolicGenerator,
  matmulGradSymbolicGenerator,
  // activations
  activationValueGenerator,
  activationDerivativeGenerator,
  preluGradAlphaGenerator,
  isLinearGenerator,
  gatedUnitGenerator,
  activationDerivativeSymbolicGenerator,
  // initialization
  initVarianceGenerator,
  varianceGainGenerator,
  symmetryStepGenerator,
  convFanGenerator,
  // gradient-descent
  gdQuadraticGenerator,
  sgdLinearGenerator,
  updatesPerEpochGenerator,
  lrScheduleGenerator,
  lrScalingGenerator,
  newtonStepGenerator,
  robbinsMonroGenerator,
  lossScalingGenerator,
  // adaptive-optimizers
  momentumStepsGenerator,
  adagradStepsGenerator,
  rmspropStepsGenerator,
  adamStepsGenerator,
  emaBiasGenerator,
  adamwStepGenerator,
  // normalization
  batchnormInferGenerator,
  batchnormForwardGenerator,
  normParamCountGenerator,
  normAxesGenerator,
  runningAverageGenerator,
  bnFoldGenerator,
  layernormVsBatchnormGenerator,
  // regularization
  l2StepGenerator,
  l1ProxGenerator,
  invertedDropoutGenerator,
  earlyStoppingGenerator,
  augmentArrayGenerator,
  diagnoseGenerator,
  // conv-shapes
  convOutGenerator,
  chainShapesGenerator,
  convSizeGenerator,
  poolOutGenerator,
  solvePaddingGenerator,
  tconvOutGenerator,
  // conv-params-cost
  bottleneckParamsGenerator,
  convMacsGenerator,
  convParamsGenerator,
  depthwiseSepGenerator,
  fcWeightShapeGenerator,
  netTableGenerator,
  // conv-forward-backward
  conv2dValuesGenerator,
  maxPoolValuesGenerator,
  avgpoolValuesGenerator,
  conv1dDilatedGenerator,
  conv2dBackwardGenerator,
  conv2dMultichannelGenerator,
  convBackwardGenerator,
  convReluPoolGenerator,
  poolBackwardGenerator,
  tconvValuesGenerator,
  // receptive-field
  receptiveFieldGenerator,
  rfIntervalGenerator,
  rfTargetGenerator,
  // residual-architectures
  densenetChannelsGenerator,
  gradientProductGenerator,
  highwayValueGenerator,
  residualForwardGenerator,
  residualGradientGenerator,
  residualJacobianGenerator,
  shortcutParamsGenerator,
  // segmentation-detection
  bilinearSampleGenerator,
  diceGenerator,
  fcAsConvGenerator,
  headChangeGenerator,
  iouGenerator,
  nmsGenerator,
  // transfer-distillation
  temperatureSoftmaxGenerator,
  distillLossGenerator,
  trainableParamsGenerator,
  quantiseInt8Generator,
  // generative-models
  vaeKlGenerator,
  vaeElboGenerator,
  reparameterizeGenerator,
  ganLossesGenerator,
  ganOptimalDGenerator,
  aeParamsGenerator,
  diffusionForwardGenerator,
  // word-embeddings
  cosineGenerator,
  embeddingParamsGenerator,
  negSamplingProbGenerator,
  sgnsLossGenerator,
  skipgramPairsGenerator,
  // language-models-rnn
  clipNormGenerator,
  ngramProbGenerator,
  ngramTableGenerator,
  perplexityGenerator,
  recurrentPowerGenerator,
  rnnBpttGenerator,
  rnnForwardGenerator,
  // lstm
  cellGradientGenerator,
  forgetHorizonGenerator,
  gruStepGenerator,
  lstmParamsGenerator,
  lstmStepGenerator,
  // seq2seq-attention
  additiveScoreGenerator,
  beamSearchGenerator,
  bleuGenerator,
  dotAttentionGenerator,
  sequenceLogprobGenerator,
  // transformers
  attentionGenerator,
  attentionCostGenerator,
  blockParamsGenerator,
  crossShapesGenerator,
  kvCacheGenerator,
  mhaParamsGenerator,
  positionalGenerator,
];

const BY_ID: ReadonlyMap<string, Generator> = new Map(
  GENERATORS.map((generator) => [generator.id, generator]),
);

export function generatorById(id: string): Generator | undefined {
  return BY_ID.get(id);
}

/** The generator as it was in that version; undefined when it never had one, or keeps it no longer. */
export function generatorOfVersion(id: string, version: number): Generator | undefined {
  const generator = generatorById(id);
  return generator?.version === version
    ? generator
    : generator?.earlier.find((earlier) => earlier.version === version);
}
