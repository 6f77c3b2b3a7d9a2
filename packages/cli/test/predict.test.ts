import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { predictDocument } from '../src/commands/predict/document.js';
import { findImages } from '../src/commands/predict/find-images.js';
import { oneLine } from '../src/terminal/output.js';
import { mnistAdder, runProgram } from './mnist-adder.js';
import { digitPicture, drawnPicture, numberPicture, tickPicture } from './pictures.js';

// Of MNIST's test set: a 7, a 2, a 1, a 0 and a 4.
const SEVEN = 0;
const TWO = 1;
const ONE = 2;
const ZERO = 3;
const FOUR = 4;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'predict-'));
  mkdirSync(join(folder, 'digits'));
  await (await drawnPicture(SEVEN)).png().toFile(join(folder, 'seven.png'));
  await (await drawnPicture(TWO)).jpeg({ quality: 70 }).toFile(join(folder, 'two.jpg'));
  await digitPicture(TWO)
    .webp()
    .toFile(join(folder, 'digits', 'two.webp'));
  await digitPicture(ONE)
    .gif()
    .toFile(join(folder, 'digits', 'one.gif'));
  const ink = await digitPicture(SEVEN).resize(200, 200).toColourspace('b-w').raw().toBuffer();
  const black = { create: { width: 200, height: 200, channels: 3, background: 'black' } } as const;
  await sharp(black)
    .joinChannel(ink, { raw: { width: 200, height: 200, channels: 1 } })
    .png()
    .toFile(join(folder, 'transparent.png'));
});

const predict = (...args: string[]) => mnistAdder(['predict', ...args], { cwd: folder });

async function predictJson(...args: string[]) {
  const { code, stdout, stderr } = await predict(...args, '--json');
  return { code, stderr, ...predictDocument.parse(JSON.parse(stdout)) };
}

test('a picture is drawn as the network sees it, beside what it makes of it', async () => {
  const { code, stdout, stderr } = await runProgram(['predict', 'seven.png', '--add', '5'], { cwd: folder });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const lines = stdout.trimEnd().split('\n');
  expect(lines).toHaveLength(15);
  expect(lines[0]).toBe('seven.png: 7 + 5 = 12');
  expect(stdout).toMatch(/[▀▄█]{4}/);
  expect(stdout).toMatch(/^.{31} 7 █+[▉-▏]? +\d+\.\d %$/m);
  expect(stdout).toMatch(/12 █+[▉-▏]? +\d+\.\d %$/m);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('what does not look like a digit is called so, in words and in data', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'unusual-'));
  await tickPicture().png().toFile(join(cwd, 'tick.png'));
  await (await drawnPicture(SEVEN)).png().toFile(join(cwd, 'seven.png'));
  const said = async (...args: string[]) => (await mnistAdder(['predict', ...args], { cwd })).stdout;
  const read = async (...args: string[]) =>
    predictDocument.parse(JSON.parse(await said(...args, '--json'))).predictions;

  expect((await read('tick.png', 'seven.png')).map(({ unusual }) => unusual)).toEqual([true, false]);
  expect(await read('seven.png', '--add-image', 'tick.png')).toMatchObject([
    { unusual: false, addImage: { unusual: true } },
  ]);
  const sentence = 'does not look like a digit that the network knows.';
  expect((await said('tick.png')).trimEnd().split('\n').at(-1)).toBe(`This ${sentence}`);
  expect(await said('tick.png', '--format', 'line')).toMatch(/^tick\.png: .* %\) – This does not look .*\.\n$/);
  expect((await said('seven.png', '--add-image', 'tick.png')).trimEnd().split('\n').at(-1)).toBe(
    `tick.png ${sentence}`,
  );
  const table = await said('tick.png', 'seven.png', '--format', 'csv');
  expect(table.match(/(?<=,)\w+$/gm)).toEqual(['unusual', 'true', 'false']);
});

test('in ASCII, one under the other where it is narrow', async () => {
  const env = { LANG: 'C', COLUMNS: '60' };
  const { stdout } = await mnistAdder(['predict', 'seven.png'], { cwd: folder, env });
  expect(stdout).toMatch(/^[\x20-\x7e\n]*$/);
  expect(stdout).toMatch(/7 #+ +\d/);
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
});

test('formats, folders, patterns, transparency, standard input and the test set', async () => {
  const { code, predictions } = await predictJson('digits', '*.{png,jpg}', '--add', '1', '--test', String(TWO));
  expect(code).toBe(0);
  expect(predictions.map(({ source, digit, sum, label }) => [source, digit, sum, label])).toEqual([
    ['test image 1', 2, 3, 2],
    [join('digits', 'one.gif'), 1, 2, undefined],
    [join('digits', 'two.webp'), 2, 3, undefined],
    ['seven.png', 7, 8, undefined],
    ['transparent.png', 7, 8, undefined],
    ['two.jpg', 2, 3, undefined],
  ]);
  expect(Buffer.from(predictions[0]!.pixels, 'base64')).toHaveLength(784);
  const input = await (await drawnPicture(SEVEN)).png().toBuffer();
  const piped = await mnistAdder(['predict', '-', '--json'], { cwd: folder, input });
  expect(predictDocument.parse(JSON.parse(piped.stdout)).predictions).toMatchObject([
    { source: 'standard input', digit: 7, addend: 0, sum: 7 },
  ]);
});

describe('a folder', () => {
  let tree: string;
  beforeAll(async () => {
    tree = mkdtempSync(join(tmpdir(), 'tree-'));
    for (const place of ['scans/10', 'scans/2/deep', 'scans/.hidden', 'others'])
      mkdirSync(join(tree, place), { recursive: true });
    const seven = await digitPicture(SEVEN).png().toBuffer();
    for (const name of [
      'scans/10/a.PNG',
      'scans/2/deep/b.png',
      'scans/.hidden/c.png',
      'scans/.d.png',
      'others/e.png',
    ]) {
      writeFileSync(join(tree, name), seven);
    }
    for (const name of ['notes.txt', '2/old.bmp', 'x.csv', 'y.csv'])
      writeFileSync(join(tree, 'scans', name), 'BM: no picture');
    symlinkSync('..', join(tree, 'scans/2/loop'));
    symlinkSync('nowhere.png', join(tree, 'scans/broken.png'));
    symlinkSync('../others/e.png', join(tree, 'scans/link.png'));
  });

  test('is searched to its depth, but not where it is hidden or leads in circles, and what is passed over is said once', async () => {
    const { code, stdout, stderr } = await mnistAdder(['predict', 'scans', '--json'], { cwd: tree });
    const { predictions, failures, skipped } = predictDocument.parse(JSON.parse(stdout));
    expect(code).toBe(1);
    expect(failures).toMatchObject([{ source: join('scans', 'broken.png'), code: 'image-not-found' }]);
    expect(predictions.map(({ source }) => source)).toEqual(
      ['2/deep/b.png', '10/a.PNG', 'link.png'].map((name) => join('scans', name)),
    );
    expect(skipped).toEqual(['2/old.bmp', 'notes.txt', 'x.csv', 'y.csv'].map((name) => join('scans', name)));
    expect(stderr).toBe(
      'Passed over in scans, as not a PNG, JPEG, WebP or GIF: 2/old.bmp, notes.txt, x.csv and 1 more.\n' +
        `${failures[0]!.message}\n`,
    );
  });
});

describe('predictions for other programs', () => {
  test('are a line each', async () => {
    const { stdout } = await predict('seven.png', 'two.jpg', '--add', '5', '--format', 'line');
    expect(stdout).toMatch(/^seven\.png: 7 \+ 5 = 12 \([\d.]+ %\)\ntwo\.jpg: 2 \+ 5 = 7 \([\d.]+ %\)\n$/);
  });

  test('are a table whose names are quoted where they have to be', async () => {
    const names = ['a,b.png', 'say "7".png', 'two\nlines.png', ' blank.png', 'plain.png'];
    const seven = await digitPicture(SEVEN).png().toBuffer();
    for (const name of names) writeFileSync(join(folder, name), seven);
    const { stdout } = await predict(...names, '--add', '5', '--test', '0', '--format', 'csv');
    const cells = '[01]\\.\\d{6},5,12,[01]\\.\\d{6},false';
    const quoted = ['test image 0', '"a,b.png"', '"say ""7"".png"', '"two\nlines.png"', '" blank.png"', 'plain.png'];
    const rows = quoted.map((name, i) => `${name},${i === 0 ? '7' : ''},7,${cells}`);
    expect(stdout).toMatch(
      new RegExp(`^source,label,digit,digit_probability,addend,sum,sum_probability,unusual\n${rows.join('\n')}\n$`),
    );
  });
});

describe('numbers of several digits', () => {
  beforeAll(async () => {
    await (await numberPicture([SEVEN, TWO])).png().toFile(join(folder, '72.png'));
    await (await numberPicture([FOUR, ONE, ZERO])).png().toFile(join(folder, '410.png'));
  });

  test('are not read as one digit', async () => {
    const { code, failures, predictions } = await predictJson('72.png', 'seven.png');
    expect(code).toBe(1);
    expect(failures).toEqual([
      {
        source: '72.png',
        code: 'several-digits',
        message: '72.png shows several digits: read them as one number with --number.',
      },
    ]);
    expect(predictions).toMatchObject([{ source: 'seven.png', digit: 7 }]);
  });

  test('are read and added, of any length', async () => {
    const { code, predictions, numbers } = await predictJson(
      '72.png',
      '410.png',
      '--number',
      '--add',
      '90000000000000000038',
    );
    expect({ code, predictions }).toEqual({ code: 0, predictions: [] });
    expect(numbers).toMatchObject([
      { source: '72.png', number: '72', addend: '90000000000000000038', sum: '90000000000000000110' },
      { source: '410.png', number: '410', sum: '90000000000000000448' },
    ]);
    const [{ digits, numberProbability, numbers: likely, sums, sumProbability } = fail()] = numbers!;
    expect(digits.map(({ digit }) => digit)).toEqual([7, 2]);
    expect(digits[0]!.box!.left).toBeLessThan(digits[1]!.box!.left);
    expect(likely[0]).toEqual({ number: '72', probability: numberProbability });
    expect(sums![0]!.probability).toBe(sumProbability);
    expect(sums!.length).toBe(5);
  });

  test('of a picture are added; a test image is a number, too', async () => {
    const { numbers } = await predictJson('72.png', '--number', '--add-image', '410.png', '--test', String(SEVEN));
    expect(numbers).toMatchObject([
      { source: 'test image 0', number: '7', label: 7, addImage: { number: '410' }, sum: '417' },
      { source: '72.png', number: '72', addImage: { source: '410.png', number: '410' }, sum: '482' },
    ]);
  });

  test('are read by models that only read digits, and by those whose head learned to add', async () => {
    for (const model of ['mlp-128-64', 'stacked-sum']) {
      const { numbers } = await predictJson('72.png', '--number', '--add', '38', '--model', model);
      expect(numbers).toMatchObject([{ number: '72', sum: '110' }]);
    }
  });

  test('are drawn, a line each, or a table', async () => {
    const drawn = await predict('72.png', '--number', '--add', '38');
    expect(drawn.stdout).toMatch(/^72\.png: 72 \+ 38 = 110\n/);
    expect(drawn.stdout).toMatch(/^ +7 \d+\.\d % +2 \d+\.\d %$/m);
    expect(drawn.stdout).toMatch(/^110 █+[▉-▏]? +\d+\.\d %$/m);
    expect(Math.max(...drawn.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    const lines = await predict('72.png', '410.png', '--number', '--format', 'line');
    expect(lines.stdout).toMatch(/^72\.png: 72 \([\d.]+ %\)\n410\.png: 410 \([\d.]+ %\)\n$/);
    const table = await predict('72.png', '--number', '--add', '38', '--format', 'csv');
    const header = 'source,label,number,number_probability,addend,sum,sum_probability';
    expect(table.stdout).toMatch(new RegExp(`^${header}\n72\\.png,,72,[01]\\.\\d{6},38,110,[01]\\.\\d{6}\n$`));
  });

  test('cannot be added to a single digit', async () => {
    const { code, stderr } = await predict('seven.png', '--add', '47');
    expect(code).toBe(2);
    expect(stderr).toContain('--add takes a number from 0 to 9, or any whole number together with --number.');
  });
});

const fail = (): never => {
  throw new Error('there is no number');
};

test('two handwritten digits are added', async () => {
  const { predictions } = await predictJson('seven.png', '--add-image', 'two.jpg');
  expect(predictions).toMatchObject([{ digit: 7, addImage: { source: 'two.jpg', digit: 2 }, sum: 9 }]);
  const total = predictions[0]!.sumProbabilities!.reduce((sum, probability) => sum + probability, 0);
  expect(total).toBeCloseTo(1, 4);
  expect((await predict('seven.png', '--add-image', 'two.jpg')).stdout).toContain('seven.png: 7 + 2 (two.jpg) = 9');
});

describe('of bad input one sentence says what is wrong, and the others are still done', () => {
  const bomb = async () => {
    // 2 GB of one colour, in 2 MB.
    const bytes = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: 'white' } })
      .png()
      .toBuffer();
    bytes.writeUInt32BE(60_000, 16);
    bytes.writeUInt32BE(60_000, 20);
    return bytes;
  };
  const noWidth = async () => {
    const bytes = await digitPicture(SEVEN).png().toBuffer();
    bytes.writeUInt32BE(0, 16);
    return bytes;
  };
  const cutOff = async () => {
    const bytes = await (await drawnPicture(SEVEN)).png().toBuffer();
    return bytes.subarray(0, bytes.length / 2);
  };
  const blank = () =>
    sharp({ create: { width: 90, height: 60, channels: 3, background: 'white' } })
      .png()
      .toBuffer();
  const wide = () =>
    sharp({ create: { width: 20_000, height: 3, channels: 3, background: 'white' } })
      .png()
      .toBuffer();

  test.each<[string, () => Promise<Uint8Array> | Uint8Array, string, string]>([
    [
      'text.png',
      () => Buffer.from('no picture'),
      'image-format',
      'text.png is no picture, or a damaged one: give a PNG,',
    ],
    [
      'scan.bmp',
      () => Buffer.from('BM\0\0\0\0\0\0\0\0'),
      'image-format',
      'scan.bmp is in the format BMP, which is not read: give a PNG, JPEG, WebP or GIF.',
    ],
    ['scan.tif', () => digitPicture(SEVEN).tiff().toBuffer(), 'image-format', 'scan.tif is in the format TIFF, which'],
    [
      'photo.heic',
      () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0'),
      'image-format',
      'photo.heic is in the format HEIC, which',
    ],
    [
      'photo.avif',
      () => digitPicture(SEVEN).avif().toBuffer(),
      'image-format',
      'photo.avif is in the format AVIF, which',
    ],
    ['page.pdf', () => Buffer.from('%PDF-1.7'), 'image-format', 'page.pdf is in the format PDF, which'],
    ['empty.png', () => new Uint8Array(0), 'image-format', 'empty.png is empty: give a PNG,'],
    [
      'drawing.png',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
      'image-format',
      'drawing.png is in the format SVG, which is not read: give a PNG, JPEG, WebP or GIF.',
    ],
    [
      'scan.png',
      () => Buffer.from('BM  '),
      'image-format',
      'scan.png is in the format BMP, which is not read: give a PNG, JPEG, WebP or GIF.',
    ],
    ['cut.png', cutOff, 'image-damaged', 'cut.png is damaged or cut off: get it again.'],
    ['none.png', noWidth, 'image-format', 'none.png is no picture'],
    ['wide.png', wide, 'image-size', 'wide.png has 20,000 × 3 pixels: make it 10,000 at most to a side.'],
    ['bomb.png', bomb, 'image-size', 'bomb.png has 60,000 × 60,000 pixels: make it 10,000'],
    ['blank.png', blank, 'blank-image', 'blank.png is blank: draw a digit that stands out from its background.'],
  ])('%s', async (name, bytes, code, sentence) => {
    writeFileSync(join(folder, name), await bytes());
    const { code: exit, predictions, failures, stderr } = await predictJson('seven.png', name);
    expect(exit).toBe(1);
    expect(predictions).toMatchObject([{ source: 'seven.png', digit: 7 }]);
    expect(failures).toMatchObject([{ source: name, code }]);
    expect(stderr).toBe(`${failures[0]!.message}\n`);
    expect(stderr).toContain(sentence);
  });

  test('files that are not there, patterns that match none, folders without pictures', async () => {
    mkdirSync(join(folder, 'empty'), { recursive: true });
    const { code, failures } = await predictJson('nowhere.png', 'x*.png', 'empty', 'seven.png');
    expect(code).toBe(1);
    expect(failures.map(({ message }) => message)).toEqual([
      'nowhere.png does not exist: name a picture that does.',
      'x*.png matches no file: name PNG, JPEG, WebP or GIF files.',
      'empty has no picture in it: name PNG, JPEG, WebP or GIF files.',
    ]);
  });

  test.skipIf(process.platform === 'win32')('paths that cannot be read, in the same batch', async () => {
    const strange = 'a\n\x1b]0;b\x07.png';
    execFileSync('mkfifo', [join(folder, 'pipe.png')]);
    symlinkSync('loop.png', join(folder, 'loop.png'));
    mkdirSync(join(folder, 'special'));
    symlinkSync('/dev/zero', join(folder, 'special', 'endless.png'));
    symlinkSync('.', join(folder, 'special', 'again'));
    writeFileSync(join(folder, 'special', '._seven.png'), 'a companion of macOS');
    writeFileSync(join(folder, strange), 'no picture');
    writeFileSync(join(folder, 'huge.png'), '');
    truncateSync(join(folder, 'huge.png'), 2 ** 40);
    mkdirSync(join(folder, 'closed'), { mode: 0 });
    chmodSync(folder, 0o755);
    const long = `${'x'.repeat(5000)}.png`;
    const names = [
      '/dev/zero',
      'pipe.png',
      'loop.png',
      'special',
      'huge.png',
      long,
      strange,
      'nul\0.png',
      'seven.png/x.png',
    ];
    const { code, predictions, failures, stderr } = await predictJson(...names, 'seven.png');
    expect(code).toBe(1);
    expect(predictions).toMatchObject([{ source: 'seven.png', digit: 7 }]);
    const reasons = Object.fromEntries(failures.map(({ source, message }) => [source, message]));
    expect(Object.keys(reasons).sort()).toEqual(
      [...names.filter((name) => name !== 'special'), 'special/endless.png'].sort(),
    );
    for (const device of ['/dev/zero', 'pipe.png', 'special/endless.png']) {
      expect(reasons[device]).toBe(
        `${device} cannot be read because it is a device, a pipe or a socket: name a picture.`,
      );
    }
    expect(reasons['loop.png']).toContain('its links lead in a circle');
    expect(reasons['huge.png']).toContain('it has more than 100 MB');
    expect(reasons[long]).toContain('its name is too long');
    expect(stderr.trimEnd().split('\n').sort()).toEqual(failures.map(({ message }) => oneLine(message)).sort());
    expect(stderr).not.toMatch(/[^\n\P{Cc}]/u);
    await expect(withoutPrivileges(() => predictJson('closed', 'seven.png'))).resolves.toMatchObject({
      code: 1,
      predictions: [{ digit: 7 }],
      failures: [{ source: 'closed', message: expect.stringContaining('permission is denied') as string }],
    });
  });

  test('standard input without an end', async () => {
    const endless = Readable.from(
      (function* () {
        for (;;) yield new Uint8Array(1e7);
      })(),
    );
    const [picture] = await findImages(['-'], { folder, stdin: endless });
    await expect(picture!.read()).rejects.toThrow(
      'standard input cannot be read because it has more than 100 MB: name',
    );
  });

  test('a path that is empty is not the working directory', async () => {
    for (const [args, what] of [
      [['predict', ''], "argument 'images'"],
      [['predict', 'seven.png', '--model='], "option '--model <model>'"],
      [['evaluate', ''], "argument 'model'"],
      [['evaluate', '--data', ''], "option '--data <path>'"],
      [['train', '--data', ''], "option '--data <path>'"],
      [['train', '--out', ''], "option '--out <dir>'"],
      [['runs', '--in', ''], "option '--in <dir>'"],
    ] as const) {
      const { code, stdout, stderr } = await mnistAdder(args, { cwd: folder });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(what);
      expect(stderr).toContain('It must not be empty.');
    }
  });

  test('a model that is none, or of another version', async () => {
    const { code, stdout, stderr } = await predict('seven.png', '--model', 'digits');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/model\.json is missing: choose the folder of a saved model\.\n$/);
    const file = await predict('seven.png', '--model', 'seven.png', '--json');
    expect(JSON.parse(file.stdout)).toMatchObject({ error: { code: expect.any(String) as string } });
    expect(file.code).toBe(1);
  });
});

/** Runs an action as another user, since the superuser may read everything. */
async function withoutPrivileges<T>(action: () => Promise<T>): Promise<T> {
  const isSuperuser = process.geteuid?.() === 0;
  if (isSuperuser) process.seteuid?.('nobody');
  try {
    return await action();
  } finally {
    if (isSuperuser) process.seteuid?.(0);
  }
}
