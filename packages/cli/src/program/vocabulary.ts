// Made by `pnpm --filter @mnist-adder/cli reference` from the packages that these come from.

/** Every recipe, the default one first. */
export const RECIPES = [
  {
    id: 'adder-fast',
    summary: 'small CNN that learns to add; every addend in each step',
    reference: false,
  },
  {
    id: 'exact-fast',
    summary: 'the same small CNN with exact addition',
    reference: false,
  },
  {
    id: 'adder-small',
    summary: 'small and accurate: a network for pages, trained on varied images',
    reference: false,
  },
  {
    id: 'exact-small',
    summary: 'adder-small with exact addition',
    reference: false,
  },
  {
    id: 'adder-best',
    summary: 'the most accurate that learns to add: a head on the backbone of exact-best, and taught by it',
    reference: false,
  },
  {
    id: 'exact-best',
    summary: 'the most accurate: four narrow networks in one, whose mean answers',
    reference: false,
  },
  {
    id: 'one-epoch',
    summary: 'each image once: the shortest way above 99 %',
    reference: false,
  },
  {
    id: 'addition',
    summary: 'learns digits from nothing but the sums of images',
    reference: false,
  },
  {
    id: 'identity-adder',
    summary: 'three blocks with batch norm, embedding of 20, concat head',
    reference: true,
  },
  {
    id: 'stacked-sum',
    summary: 'LeNet; digit probabilities stacked with the addend as a number',
    reference: true,
  },
  {
    id: 'embedding-concat',
    summary: 'ten logits beside the addend, one layer of 20×19 adds',
    reference: true,
  },
  {
    id: 'mlp-490',
    summary: 'digits only: 784 → 490 → 10, leaky ReLU',
    reference: true,
  },
  {
    id: 'mlp-128-64',
    summary: 'digits only: 784 → 128 → 64 → 10',
    reference: true,
  },
  {
    id: 'cnn-3x3',
    summary: 'digits only: two 3×3 convolutions, dropout 0.2',
    reference: true,
  },
  {
    id: 'cnn-5x5',
    summary: 'digits only: two 5×5 convolutions, dropout 0.5',
    reference: true,
  },
] as const;

/** What there is to run on. */
export const BACKENDS = [
  'auto',
  'tensorflow-gpu',
  'onnx-cuda',
  'onnx-webgpu',
  'onnx',
  'tensorflow',
  'onnx-wasm',
  'cpu',
] as const;

/** What can be installed. */
export const INSTALLABLE = [
  'tensorflow',
  'tensorflow-gpu',
] as const;

/** The settings of a recipe. */
export const SETTINGS = [
  {
    path: 'network.normalization.mean',
    value: 'number',
    meaning: 'what is taken off each pixel, 0..1',
  },
  {
    path: 'network.normalization.std',
    value: 'number',
    meaning: 'what is then divided by',
  },
  {
    path: 'network.backbone.type',
    value: 'small-cnn|vgg|identity-cnn|lenet|mlp',
    meaning: 'what reads the image',
  },
  {
    path: 'network.backbone.filters',
    value: 'list',
    meaning: 'channels of the convolutions (small-cnn, vgg, identity-cnn, lenet)',
  },
  {
    path: 'network.backbone.kernels',
    value: 'list',
    meaning: 'sides of their kernels (small-cnn)',
  },
  {
    path: 'network.backbone.embedding',
    value: 'number',
    meaning: 'length of the embedding (small-cnn, vgg, identity-cnn)',
  },
  {
    path: 'network.backbone.dropout',
    value: 'number',
    meaning: 'the part of the activations that dropout sets to zero (small-cnn, vgg, identity-cnn)',
  },
  {
    path: 'network.backbone.convolutions',
    value: 'list',
    meaning: 'how many convolutions a stage has (vgg)',
  },
  {
    path: 'network.backbone.columns',
    value: 'number',
    meaning: 'how many of these networks look at the image, each with weights of its own (vgg)',
  },
  {
    path: 'network.backbone.dense',
    value: 'list',
    meaning: 'widths of the dense layers (lenet)',
  },
  {
    path: 'network.backbone.hidden',
    value: 'list',
    meaning: 'widths of the layers (mlp)',
  },
  {
    path: 'network.backbone.activation',
    value: 'relu|leaky-relu',
    meaning: 'what follows each layer (mlp)',
  },
  {
    path: 'network.head.type',
    value: 'concat|exact|stacked|linear|digit',
    meaning: 'what adds',
  },
  {
    path: 'network.head.hidden',
    value: 'list',
    meaning: 'widths of the dense layers (concat, stacked)',
  },
  {
    path: 'data.pairing',
    value: 'none|fixed|fresh|all|images',
    meaning: 'which addends an image is trained with',
  },
  {
    path: 'data.validation',
    value: 'number',
    meaning: 'training images held out for validation',
  },
  {
    path: 'data.digits',
    value: 'number',
    meaning: 'how many digits a number has that is written in images',
  },
  {
    path: 'training.epochs',
    value: 'number',
    meaning: 'passes over the training images',
  },
  {
    path: 'training.batchSize',
    value: 'number',
    meaning: 'images in a step',
  },
  {
    path: 'training.optimizer.type',
    value: 'sgd|adam|adamw|rmsprop',
    meaning: 'how the weights are updated',
  },
  {
    path: 'training.optimizer.momentum',
    value: 'number',
    meaning: 'how much stays of the velocity (sgd, rmsprop)',
  },
  {
    path: 'training.optimizer.nesterov',
    value: 'boolean',
    meaning: 'whether the gradient is looked at where the velocity leads (Nesterov 1983) (sgd)',
  },
  {
    path: 'training.optimizer.beta1',
    value: 'number',
    meaning: 'how much stays of the mean of the gradient (adam, adamw)',
  },
  {
    path: 'training.optimizer.beta2',
    value: 'number',
    meaning: 'how much stays of the mean of its square (adam, adamw)',
  },
  {
    path: 'training.optimizer.epsilon',
    value: 'number',
    meaning: 'keeps a gradient of zero from being a division by zero (adam, adamw, rmsprop)',
  },
  {
    path: 'training.optimizer.decay',
    value: 'number',
    meaning: 'how much stays of the mean of the square (rmsprop)',
  },
  {
    path: 'training.learningRate.type',
    value: 'cosine|constant|step|one-cycle',
    meaning: 'how the rate goes over the run',
  },
  {
    path: 'training.learningRate.rate',
    value: 'number',
    meaning: 'the rate, before anything else is done to it (cosine, constant, step)',
  },
  {
    path: 'training.learningRate.final',
    value: 'number',
    meaning: 'where it comes to after the last step, at most the rate (cosine)',
  },
  {
    path: 'training.learningRate.warmup',
    value: 'number',
    meaning: 'the part of the run, 0..1, in which the rate rises',
  },
  {
    path: 'training.learningRate.every',
    value: 'number',
    meaning: 'epochs after which the rate is multiplied by the factor, and again after as many (step)',
  },
  {
    path: 'training.learningRate.factor',
    value: 'number',
    meaning: 'what the rate is multiplied by, above 0 and at most 1 (step)',
  },
  {
    path: 'training.learningRate.peak',
    value: 'number',
    meaning: 'the greatest rate (one-cycle)',
  },
  {
    path: 'training.learningRate.initialDivisor',
    value: 'number',
    meaning: 'the first rate is the peak divided by this, at least 1 (one-cycle)',
  },
  {
    path: 'training.learningRate.finalDivisor',
    value: 'number',
    meaning: 'the last rate is the first divided by this, at least 1 (one-cycle)',
  },
  {
    path: 'training.weightDecay',
    value: 'number',
    meaning: 'how much kernels are drawn towards zero',
  },
  {
    path: 'training.loss',
    value: 'sum|mean',
    meaning: 'the loss is the sum or the mean of the two cross entropies, digit and sum',
  },
  {
    path: 'training.labelSmoothing',
    value: 'number',
    meaning: 'the part of each label, 0..1, that is shared out among all answers that it could have been',
  },
  {
    path: 'training.columns',
    value: 'together|apart',
    meaning: 'how the columns of a backbone learn',
  },
  {
    path: 'training.keep',
    value: 'last|best',
    meaning: 'which weights the trained model has',
  },
  {
    path: 'training.calibrated',
    value: 'boolean',
    meaning: "whether the trained model's logits are divided by the temperature that fits the validation images best, so that its probabilities say how often it is right",
  },
  {
    path: 'training.clipNorm',
    value: 'number',
    meaning: 'the greatest norm that the gradient of all weights together may have',
  },
  {
    path: 'training.freeze',
    value: 'backbone',
    meaning: 'what of the network stays as a saved model has it, which a run is given to begin with',
  },
  {
    path: 'training.distillation.weight',
    value: 'number',
    meaning: 'the part of the loss, 0..1, that is the cross entropy against the teachers',
  },
  {
    path: 'training.distillation.temperature',
    value: 'number',
    meaning: "what both sides' logits are divided by there, above 0",
  },
  {
    path: 'training.averaging.decay',
    value: 'number',
    meaning: 'how much of the average stays at each step, 0..1 without 1',
  },
  {
    path: 'training.earlyStopping.patience',
    value: 'number',
    meaning: 'epochs in a row without a lower validation loss, after which the training ends',
  },
  {
    path: 'training.augmentation.shift',
    value: 'number',
    meaning: 'pixels to either side, and up or down',
  },
  {
    path: 'training.augmentation.rotation',
    value: 'number',
    meaning: 'degrees, either way',
  },
  {
    path: 'training.augmentation.scale',
    value: 'list',
    meaning: 'the least and the greatest factor',
  },
  {
    path: 'training.augmentation.shear',
    value: 'number',
    meaning: 'degrees that upright strokes lean by, either way',
  },
  {
    path: 'training.augmentation.elastic.amplitude',
    value: 'number',
    meaning: 'the standard deviation of the displacement, in pixels',
  },
  {
    path: 'training.augmentation.elastic.smoothness',
    value: 'number',
    meaning: 'over how many pixels neighbours move together',
  },
] as const;
