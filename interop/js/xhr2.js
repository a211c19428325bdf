'use strict';
// What a browser gives to the clients below 3.0 and Node.js does not: an XMLHttpRequest that takes and returns binary.
// It takes the place of the client's own when one of the two functions at the end is called before the client is loaded.
const http = require('http');
const Module = require('module');

const agent = new http.Agent({ keepAlive: true });

class XMLHttpRequest {
  constructor() {
    this.readyState = 0;
    this.status = 0;
    this.responseType = '';
    this.withCredentials = false;
    this.onreadystatechange = null;
    this.requestHeaders = {};
    this.body = Buffer.alloc(0);
  }

  open(method, url) {
    this.method = method;
    this.url = url;
    this.become(1);
  }

  setRequestHeader(name, value) {
    this.requestHeaders[name] = value;
  }

  getResponseHeader(name) {
    return this.responseHeaders?.[name.toLowerCase()] ?? null;
  }

  get responseText() {
    if (this.responseType !== '' && this.responseType !== 'text') {
      throw new Error('responseText is not for the response type ' + this.responseType);
    }
    return this.body.toString('utf8');
  }

  get response() {
    return this.responseType === 'arraybuffer' ? this.toResponse(this.body) : this.responseText;
  }

  async send(data) {
    const body = await bytesOf(data);
    if (this.aborted) {
      return;
    }
    const headers = { ...this.requestHeaders };
    if (body) {
      headers['Content-Length'] = body.length;
    }
    this.request = http.request(this.url, { method: this.method, headers, agent }, (response) => this.receive(response));
    this.request.on('error', () => this.fail());
    this.request.end(body);
  }

  receive(response) {
    const chunks = [];
    this.status = response.statusCode;
    this.responseHeaders = response.headers;
    this.become(2);
    response.on('data', (chunk) => chunks.push(chunk));
    response.on('error', () => this.fail());
    response.on('end', () => {
      this.body = Buffer.concat(chunks);
      this.become(4);
    });
  }

  fail() {
    this.status = 0;
    this.become(4);
  }

  abort() {
    this.aborted = true;
    this.request?.destroy();
  }

  become(readyState) {
    if (!this.aborted) {
      this.readyState = readyState;
      this.onreadystatechange?.();
    }
  }
}

async function bytesOf(data) {
  if (data === null || data === undefined) {
    return undefined;
  }
  if (typeof data === 'string') {
    return Buffer.from(data, 'utf8');
  }
  return Buffer.from(data instanceof Blob ? await data.arrayBuffer() : data);
}

function exactly(buffer) {
  return buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.length);
}

function useHere(toResponse) {
  class Here extends XMLHttpRequest {
    toResponse(bytes) {
      return toResponse(bytes);
    }
  }
  const load = Module._load;
  Module._load = function (request, ...others) {
    return request === 'xmlhttprequest' || request === 'xmlhttprequest-ssl' ? Here : load(request, ...others);
  };
}

/** The client as it is in a page: with the build of engine.io-parser for browsers, which sends text batches as text. */
exports.likeBrowsers = () => {
  useHere(exactly);
  globalThis.navigator ??= { userAgent: 'a browser' };
  const resolve = Module._resolveFilename;
  Module._resolveFilename = function (request, ...others) {
    return resolve(request === 'engine.io-parser' ? 'engine.io-parser/lib/browser.js' : request, ...others);
  };
};

/** The parser's build for Node.js, which works on Buffers and below 2.0 sends every batch as binary. */
exports.likeNode = () => useHere((bytes) => bytes);
