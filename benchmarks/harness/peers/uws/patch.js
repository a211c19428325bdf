"use strict";
// Marks the version GLIBC_2.38 as weak in uWebSockets.js' binary, so that a system with an older glibc loads it (its three
// symbols then come from glibc238.c). vernaux: hash (4 bytes), flags (2), index (2); VER_FLG_WEAK is 2.
const fs = require("fs"), path = require("path");
const file = path.join(__dirname, `node_modules/@btc-vision/uwebsockets.js/uws_linux_x64_${process.argv[2] || process.versions.modules}.node`);
const binary = fs.readFileSync(file);
const hash = Buffer.from([0xb8, 0x91, 0x96, 0x06]);
const at = binary.indexOf(hash);
if (at >= 0 && binary.readUInt16LE(at + 4) === 0) {
  binary.writeUInt16LE(2, at + 4);
  fs.writeFileSync(file, binary);
}
