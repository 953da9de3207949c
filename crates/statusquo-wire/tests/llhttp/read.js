// Reads streams of requests with llhttp, as it is inside Node.js: a line of hexadecimal digits in, a line of JSON out.
'use strict';
const { HTTPParser, methods, allMethods } = process.binding('http_parser');
const names = allMethods ?? methods;

// An octet at a time, since a message's end is told by when it is told.
function read(bytes) {
  const messages = [];
  let at = 0;
  const parser = new HTTPParser();
  parser.initialize(HTTPParser.REQUEST, {}, 1 << 20);
  let url = '';
  parser[HTTPParser.kOnMessageBegin] = () => { url = ''; };
  parser[HTTPParser.kOnHeaders] = (_, more) => { url += more; };
  parser[HTTPParser.kOnHeadersComplete] = (major, minor, fields, method, target) => {
    messages.push({ method: names[method], target: url + (target ?? ''), content: '', to: null });
    return 0;
  };
  parser[HTTPParser.kOnBody] = (data) => {
    messages.at(-1).content += Buffer.from(data).toString('latin1');
  };
  parser[HTTPParser.kOnMessageComplete] = () => { messages.at(-1).to = at; };
  let refused = null;
  while (at < bytes.length) {
    at += 1;
    const done = parser.execute(bytes.subarray(at - 1, at));
    if (done instanceof Error) {
      refused = done.code;
      break;
    }
  }
  parser.close();
  return { messages, refused };
}

const input = require('node:readline').createInterface({ input: process.stdin });
input.on('line', (line) => {
  process.stdout.write(JSON.stringify(read(Buffer.from(line, 'hex'))) + '\n');
});
