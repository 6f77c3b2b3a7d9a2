const dns = require('node:dns');

// Loaded by every Node of an install: the npm registry is the only host that can be reached.

const registry = new URL(process.env.REGISTRY).hostname;
const { lookup } = dns;
dns.lookup = (host, ...rest) => lookup(host === registry ? host : 'out-of-reach.invalid', ...rest);
