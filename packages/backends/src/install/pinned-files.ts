/** A file to fetch, and how it is known to be the right one. */
export interface PinnedFile {
  /** The file's name. */
  readonly file: string;
  /** The file's SHA-256 digest in hexadecimal. */
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** The file of a Python package, for its libraries and headers. */
export interface Wheel extends PinnedFile {
  /** The package and version that pip is asked for: `tensorflow-cpu==2.21.0`. */
  readonly requirement: string;
  /** The size of what is unpacked of it. */
  readonly unpackedBytes: number;
}

/** The file of an npm package, without its dependencies. */
export interface NpmPackage extends PinnedFile {
  /** The package and version that npm is asked for: `node-api-headers@1.9.0`. */
  readonly requirement: string;
}

/** The version of TensorFlow.js, and of tfjs-node. */
export const TFJS_VERSION = '4.22.0';
/** The version of libtensorflow. */
export const TENSORFLOW_VERSION = '2.21.0';

/** tfjs-node: its JavaScript and the C++ of its binding. */
export const TFJS_NODE: NpmPackage = {
  requirement: `@tensorflow/tfjs-node@${TFJS_VERSION}`,
  file: 'tensorflow-tfjs-node-4.22.0.tgz',
  sha256: 'd38a448a705efc6e655a080f896b3af646ae39dffbfe9c90b06cb9fc3a2b9358',
  sizeBytes: 228_166,
};

/** tfjs-node for GPUs. */
export const TFJS_NODE_GPU: NpmPackage = {
  requirement: `@tensorflow/tfjs-node-gpu@${TFJS_VERSION}`,
  file: 'tensorflow-tfjs-node-gpu-4.22.0.tgz',
  sha256: 'afd5599ee1662e732c00a0ad1f52a3d001bdc118a1f44bd592a0a0ebf2daa4c7',
  sizeBytes: 223_379,
};

/** Node-API's headers, for every version of Node. */
export const NODE_API_HEADERS: NpmPackage = {
  requirement: 'node-api-headers@1.9.0',
  file: 'node-api-headers-1.9.0.tgz',
  sha256: '6cbfac49542194ae2c8f1dee5fa2dc00d66bec9cbf3b59e3a4e5f16d14eb0d19',
  sizeBytes: 16_974,
};

/** libtensorflow without GPUs, by processor. */
export const CPU_WHEELS: Readonly<Partial<Record<string, Wheel>>> = {
  x64: {
    requirement: `tensorflow-cpu==${TENSORFLOW_VERSION}`,
    file: 'tensorflow_cpu-2.21.0-cp312-cp312-manylinux_2_27_x86_64.whl',
    sha256: 'dcc8afd32930e42d5296b6ee19078b773706830af4ea97fbe503b9f5e0f820cb',
    sizeBytes: 274_000_871,
    unpackedBytes: 853_308_936,
  },
  arm64: {
    requirement: `tensorflow==${TENSORFLOW_VERSION}`,
    file: 'tensorflow-2.21.0-cp312-cp312-manylinux_2_27_aarch64.whl',
    sha256: 'b07d15737406533898e36c7ef7944b1be18e9028dc521b9229952c537bbc5552',
    sizeBytes: 281_946_471,
    unpackedBytes: 883_062_208,
  },
};

const nvidia = (
  name: string,
  version: string,
  tags: string,
  sha256: string,
  sizeBytes: number,
  unpackedBytes: number,
) => ({
  requirement: `nvidia-${name}-cu12==${version}`,
  file: `nvidia_${name.replaceAll('-', '_')}_cu12-${version}-py3-none-${tags}.whl`,
  sha256,
  sizeBytes,
  unpackedBytes,
});

/** libtensorflow with CUDA 12, and the packages of TensorFlow's extra `and-cuda`. */
export const GPU_WHEELS: readonly Wheel[] = [
  {
    requirement: `tensorflow==${TENSORFLOW_VERSION}`,
    file: 'tensorflow-2.21.0-cp312-cp312-manylinux_2_27_x86_64.whl',
    sha256: 'b3b95643c4e70eb925839938fb35cbe142f317ec84af6844ee61513713bb13c0',
    sizeBytes: 572_611_111,
    unpackedBytes: 1_259_021_080,
  },
  nvidia(
    'cublas',
    '12.9.3.13',
    'manylinux_2_27_x86_64',
    'd7d51055f161b317c7105ddaae90e71eda059026074ffef93cf7cde2886bfe72',
    581_217_458,
    855_661_803,
  ),
  nvidia(
    'cuda-cupti',
    '12.8.90',
    'manylinux2014_x86_64.manylinux_2_17_x86_64',
    'ea0cb07ebda26bb9b29ba82cda34849e73c166c18162d3913575b0c9db9a6182',
    10_248_621,
    42_452_914,
  ),
  nvidia(
    'cuda-nvcc',
    '12.9.86',
    'manylinux2010_x86_64.manylinux_2_12_x86_64',
    '5d6a0d32fdc7ea39917c20065614ae93add6f577d840233237ff08e9a38f58f0',
    40_546_229,
    98_892_849,
  ),
  nvidia(
    'cuda-nvrtc',
    '12.9.86',
    'manylinux2010_x86_64.manylinux_2_12_x86_64',
    '210cf05005a447e29214e9ce50851e83fc5f4358df8b453155d5e1918094dcb4',
    89_568_129,
    227_387_311,
  ),
  nvidia(
    'cuda-runtime',
    '12.9.79',
    'manylinux2014_x86_64.manylinux_2_17_x86_64',
    '25bba2dfb01d48a9b59ca474a1ac43c6ebf7011f1b0b8cc44f54eb6ac48a96c3',
    3_493_179,
    9_547_359,
  ),
  nvidia(
    'cudnn',
    '9.28.0.42',
    'manylinux_2_27_x86_64',
    '9ff58b7f36dacd0a93e89f8f2957b52466889217963701daa15e577317cfa375',
    716_538_495,
    1_163_594_794,
  ),
  nvidia(
    'cufft',
    '11.4.1.4',
    'manylinux2014_x86_64.manylinux_2_17_x86_64',
    'c67884f2a7d276b4b80eb56a79322a95df592ae5e765cf1243693365ccab4e28',
    200_877_592,
    293_659_685,
  ),
  nvidia(
    'curand',
    '10.3.10.19',
    'manylinux_2_27_x86_64',
    '49b274db4780d421bd2ccd362e1415c13887c53c214f0d4b761752b8f9f6aa1e',
    68_295_626,
    169_070_076,
  ),
  nvidia(
    'cusolver',
    '11.7.5.82',
    'manylinux_2_27_x86_64',
    '15da72d1340d29b5b3cf3fd100e3cd53421dde36002eda6ed93811af63c40d88',
    338_117_415,
    495_233_963,
  ),
  nvidia(
    'cusparse',
    '12.5.10.65',
    'manylinux2014_x86_64.manylinux_2_17_x86_64',
    '73060ce019ac064a057267c585bf1fd5a353734151f87472ff02b2c5c9984e78',
    366_465_088,
    486_855_743,
  ),
  nvidia(
    'nccl',
    '2.32.3',
    'manylinux_2_27_x86_64',
    'bb94b2348e4861d5e8aa00b36c3d12d9bdf9c6369b82cbb723de0b582280a21c',
    351_526_311,
    490_597_602,
  ),
  nvidia(
    'nvjitlink',
    '12.9.86',
    'manylinux2010_x86_64.manylinux_2_12_x86_64',
    'e3f1171dbdc83c5932a45f0f4c99180a70de9bd2718c1ab77d14104f6d7147f9',
    39_748_338,
    95_952_824,
  ),
];

/** The libraries in {@link GPU_WHEELS} that TensorFlow looks for by name. */
export const GPU_LIBRARIES = [
  'nvidia/cuda_runtime/lib/libcudart.so.12',
  'nvidia/nvjitlink/lib/libnvJitLink.so.12',
  'nvidia/cublas/lib/libcublasLt.so.12',
  'nvidia/cublas/lib/libcublas.so.12',
  'nvidia/cufft/lib/libcufft.so.11',
  'nvidia/curand/lib/libcurand.so.10',
  'nvidia/cusparse/lib/libcusparse.so.12',
  'nvidia/cusolver/lib/libcusolver.so.11',
  'nvidia/cudnn/lib/libcudnn.so.9',
  'nvidia/nccl/lib/libnccl.so.2',
  'nvidia/cuda_cupti/lib/libcupti.so.12',
];
