"""A client in a process of its own: keeps its connections, asks, and says how long it all took.

Given on stdin: {"port": …, "at_once": …, "requests": [{"method", "path", "headers", "body"}, …]}.
Says on stdout: {"seconds": …, "statuses": {"200": …}}.
"""

import asyncio
import collections
import json
import sys
import time
from typing import Any

Request = dict[str, Any]


async def ask(
    port: int, waiting: "collections.deque[Request]", seen: "collections.Counter[str]"
) -> None:
    """One visitor: the next request as soon as the last one was answered."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
    while waiting:
        request = waiting.popleft()
        body = request.get("body", "").encode()
        head = [f"{request.get('method', 'GET')} {request['path']} HTTP/1.1"]
        head += [f"{name}: {value}" for name, value in request["headers"].items()]
        if body:
            head += ["Content-Type: application/x-www-form-urlencoded"]
        head += [f"Content-Length: {len(body)}"] if body else []
        writer.write("\r\n".join([*head, "", ""]).encode() + body)
        status, kept = await _answer(reader)
        seen[status] += 1
        if not kept:
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
    writer.close()


async def _answer(reader: asyncio.StreamReader) -> tuple[str, bool]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.splitlines()
    said = dict(line.lower().split(": ", 1) for line in lines if ": " in line)
    if "chunked" in said.get("transfer-encoding", ""):
        while size := int((await reader.readline()).split(b";")[0], 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    else:
        await reader.readexactly(int(said.get("content-length", "0")))
    return first.split()[1], said.get("connection", "keep-alive") != "close"


async def main() -> None:
    told = json.load(sys.stdin)
    waiting = collections.deque(told["requests"])
    seen: collections.Counter[str] = collections.Counter()
    began = time.perf_counter()
    await asyncio.gather(*(ask(told["port"], waiting, seen) for _ in range(told["at_once"])))
    json.dump({"seconds": time.perf_counter() - began, "statuses": seen}, sys.stdout)


if __name__ == "__main__":
    asyncio.run(main())
