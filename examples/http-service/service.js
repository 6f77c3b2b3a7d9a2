// @ts-check
// A service that adds a number to a picture of a digit:
//   curl --data-binary @seven.png 'http://localhost:8787/add?number=5'
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { BlankImageError, prepareImage } from '@mnist-adder/model';
import { openPredictor } from '@mnist-adder/backends';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import sharp from 'sharp';

const folder = dirname(fileURLToPath(import.meta.resolve('@mnist-adder/models/exact-small/model.json')));
const predictor = await openPredictor(folder);
const app = new Hono();

app.post('/add', bodyLimit({ maxSize: 5e6 }), async (context) => {
  const number = Number(context.req.query('number') ?? 'none');
  if (!Number.isInteger(number) || number < 0 || number > 9)
    return context.json({ error: 'number has to be 0 to 9' }, 400);
  try {
    const { data, info } = await sharp(await context.req.arrayBuffer())
      .resize({ width: 1024, height: 1024, fit: 'inside', withoutEnlargement: true })
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const images = prepareImage({ data, width: info.width, height: info.height });
    const [answer] = await predictor.predictPairs({ images, addends: [number] });
    return context.json({ digit: answer?.digit, number, sum: answer?.sum });
  } catch (error) {
    const blank = error instanceof BlankImageError;
    return context.json(
      { error: blank ? 'there is no digit in the picture' : 'this is no picture that can be read' },
      400,
    );
  }
});

const server = serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 8787) }, ({ port }) => {
  console.log(`http://localhost:${port}/add?number=5 takes a picture`);
});
process.once('SIGTERM', () => {
  server.close();
  void predictor.dispose();
});
