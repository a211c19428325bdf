"""python-socketio as a server on aiohttp: server.py [options as JSON]. Its events are those of ../js/servers/socketio.js, its commands those of process.js;
there is no "leave all", which python-socketio doesn't have."""

import asyncio
import json
import logging
import random
import sys

import socketio
from aiohttp import web

# It writes a stack trace for each poll of a session that has just been closed.
logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)

OPTIONS = json.loads(sys.argv[1]) if len(sys.argv) > 1 else {}
REFUSAL = {"code": "wrong token", "hint": "é ☃ 𝒳 \u2028"}


def heard(value):
    return value.hex() if isinstance(value, bytes) else " ".join(format(ord(char), "x") for char in value)


def events(sio, namespace):
    numbers = {}

    def on(event):
        return sio.on(event, namespace=namespace)

    @on("connect")
    async def connect(sid, environ, auth):
        if namespace == "/secret" and (auth or {}).get("token") != "sesame":
            raise socketio.exceptions.ConnectionRefusedError("who are you?", REFUSAL)
        numbers[sid] = []
        await sio.emit("welcome", auth, to=sid, namespace=namespace)

    @on("echo")
    async def echo(sid, *args):
        await sio.emit("echo back", args, to=sid, namespace=namespace)

    @on("hear")
    async def hear(sid, value):
        return heard(value)

    @on("ask")
    async def ask(sid, *args):
        return args

    @on("never")
    async def never(sid, *args):
        await asyncio.sleep(3600)

    @on("ask me")
    async def ask_me(sid, event, *args):
        async def answered(*answer):
            await sio.emit("answered", answer, to=sid, namespace=namespace)

        await sio.emit(event, args, to=sid, namespace=namespace, callback=answered)

    @on("numbers")
    async def send_numbers(sid, count):
        for number in range(count):
            await sio.emit("number", number, to=sid, namespace=namespace)
        await sio.emit("numbers sent", to=sid, namespace=namespace)

    @on("number")
    async def take_number(sid, number):
        numbers[sid].append(number)

    @on("counted")
    async def counted(sid):
        return numbers[sid]

    @on("join")
    async def join(sid, room):
        sio.enter_room(sid, room, namespace=namespace)

    @on("to room")
    async def to_room(sid, room, *args):
        await sio.emit("to room", args, room=room, namespace=namespace)

    @on("leave")
    async def leave(sid):
        await sio.disconnect(sid, namespace=namespace)


class Server:
    def __init__(self):
        self.port = 0
        self.known = False

    async def start(self):
        self.sio = socketio.AsyncServer(async_mode="aiohttp", **OPTIONS)
        for namespace in ("/", "/chat", "/secret"):
            events(self.sio, namespace)
        app = web.Application()
        self.sio.attach(app)
        self.runner = web.AppRunner(app)
        await self.runner.setup()
        await self.listen()
        print("port", self.port, flush=True)

    async def listen(self):
        """On a port that the system doesn't give to outgoing connections: it has to be free when the server starts again."""
        while True:
            if not self.known:
                self.port = random.randrange(10_000, 30_000)
            site = web.TCPSite(self.runner, "127.0.0.1", self.port, reuse_address=True)
            try:
                await site.start()
                self.known = True
                return
            except OSError:
                await site.stop()
                await asyncio.sleep(0.01)

    async def stop(self):
        for connection in self.runner.server.connections:
            if connection.transport:
                connection.transport.abort()
        for site in list(self.runner.sites):
            await site.stop()
        print("stopped", flush=True)

    async def command(self, word, rest):
        if word == "broadcast":
            await self.sio.emit("broadcast", rest)
        elif word == "disconnect":
            for sid, _ in list(self.sio.manager.get_participants("/", None)):
                await self.sio.disconnect(sid)
        else:
            raise ValueError(word)
        print("ok", flush=True)

    async def run(self):
        await self.start()
        lines = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
        while line := (await lines.readline()).decode().rstrip("\n"):
            word, _, rest = line.partition(" ")
            if word == "stop":
                await self.stop()
            elif word == "start":
                await self.start()
            else:
                await self.command(word, rest)


asyncio.run(Server().run())
