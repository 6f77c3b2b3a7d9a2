// @ts-check
// A service that adds a number to a picture of a digit:
//   curl --data-binary @seven.png 'http://localhost:8787/add?number=5'
import { serve } from '@hono/node-server';
import { PictureError, prepareImage } from '@mnist-adder/model';
import { openPredictor } from '@mnist-adder/backends';
import { modelFolder } from '@mnist-adder/models';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import sharp from 'sharp';

// Pictures come from strangers. What one of them may cost is limited here: bytes, pixels, seconds, and how many are decoded at once.
const MAX_BYTES = 5e6;
const MAX_PIXELS = 25e6;
const MAX_SECONDS = 5;
const MAX_AT_ONCE = 4;

// The decoder knows more formats. Some, like SVG, are programs more than pictures: a short one runs for minutes.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['Png', 'Jpeg', 'Webp', 'Nsgif'].map((format) => `VipsForeignLoad${format}Buffer`) });

const PROBLEMS = {
  'blank-image': 'there is no digit in the picture',
  'noise-image': 'there is only noise in the picture',
  'several-digits': 'there are several digits in the picture',
};

const predictor = await openPredictor(modelFolder('exact-small'));
const app = new Hono();
let decoding = 0;

app.post(
  '/add',
  bodyLimit({
    maxSize: MAX_BYTES,
    onError: (context) => context.json({ error: 'the picture has more than 5 MB' }, 413),
  }),
  async (context) => {
    const number = context.req.query('number') ?? '';
    if (!/^[0-9]$/.test(number)) return context.json({ error: 'number has to be 0 to 9' }, 400);
    const bytes = await context.req.arrayBuffer();
    if (decoding >= MAX_AT_ONCE)
      return context.json({ error: 'too many pictures at once' }, 503, { 'Retry-After': '1' });
    decoding++;
    try {
      const { data, info } = await sharp(bytes, { limitInputPixels: MAX_PIXELS })
        .timeout({ seconds: MAX_SECONDS })
        .autoOrient()
        .resize({ width: 1024, height: 1024, fit: 'inside', withoutEnlargement: true })
        .toColourspace('srgb')
        .ensureAlpha()
        .raw({ depth: 'uchar' })
        .toBuffer({ resolveWithObject: true });
      const images = prepareImage({ data, width: info.width, height: info.height });
      const [answer] = await predictor.predictPairs({ images, addends: [Number(number)] });
      return context.json({ digit: answer?.digit, number: Number(number), sum: answer?.sum });
    } catch (error) {
      const problem =
        error instanceof PictureError ? PROBLEMS[error.code] : 'this is no PNG, JPEG, WebP or GIF that can be read';
      return context.json({ error: problem }, 400);
    } finally {
      decoding--;
    }
  },
);

// Only this machine can reach it. HOST=0.0.0.0 opens it to the network: put a proxy before it that knows your users.
const hostname = process.env.HOST ?? '127.0.0.1';
const port = Number(process.env.PORT ?? 8787);
const server = serve({ fetch: app.fetch, hostname, port, serverOptions: { requestTimeout: 10_000 } }, (address) => {
  console.log(`http://${hostname}:${address.port}/add?number=5 takes a picture`);
});
server.maxConnections = 100;
process.once('SIGTERM', () => {
  server.close();
  void predictor.dispose();
});
