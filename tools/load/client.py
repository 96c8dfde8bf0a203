"""A small HTTP/1.1 client for many requests at once. It hides nothing: each request is sent once, on one connection."""

import asyncio
import json
import ssl
import time
import urllib.parse

# What an exchange may end with instead of a status.
TIMEOUT, REFUSED, CUT = "no answer", "refused", "cut off"
# Connections are kept for less than a proxy keeps them (the edge: 65 s), or a request could meet one that is being closed.
KEPT_FOR = 30


class Failed(Exception):
    """No answer; says why."""


class Client:
    """Asks one server. Connections that it keeps are used again, the last one first."""

    def __init__(self, url, cafile=None, timeout=30):
        parts = urllib.parse.urlsplit(url)
        self.host, self.port = parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)
        self.tls = ssl.create_default_context(cafile=cafile) if parts.scheme == "https" else None
        self.authority = parts.netloc
        self.timeout = timeout
        self.kept = []
        self.token = None

    async def ask(self, method, path, body=None, fresh=False, headers=()):
        """Status and JSON of the answer."""
        try:
            return await asyncio.wait_for(self._ask(method, path, body, fresh, headers), self.timeout)
        except TimeoutError:
            raise Failed(TIMEOUT) from None
        except ConnectionRefusedError:
            raise Failed(REFUSED) from None
        except (asyncio.IncompleteReadError, OSError):
            raise Failed(CUT) from None

    async def _ask(self, method, path, body, fresh, headers):
        reader, writer = (None if fresh else self._idle()) or await asyncio.open_connection(
            self.host, self.port, ssl=self.tls
        )
        is_kept = False
        try:
            content = b"" if body is None else json.dumps(body).encode()
            head = [f"{method} {path} HTTP/1.1", f"Host: {self.authority}", f"Content-Length: {len(content)}"]
            head += [f"{name}: {value}" for name, value in headers]
            if content:
                head.append("Content-Type: application/json")
            if self.token:
                head.append(f"Authorization: Bearer {self.token}")
            if fresh:
                head.append("Connection: close")
            writer.write("\r\n".join([*head, "", ""]).encode() + content)
            status, said, text = await answer(reader)
            is_kept = not fresh and said.get("connection", "").lower() != "close"
        finally:
            if is_kept:
                self.kept.append((reader, writer, time.monotonic()))
            else:
                writer.close()
        try:
            return status, json.loads(text) if text else None
        except ValueError:
            return status, None

    def _idle(self):
        while self.kept:
            reader, writer, since = self.kept.pop()
            if time.monotonic() - since < KEPT_FOR and not (reader.at_eof() or writer.is_closing()):
                return reader, writer
            writer.close()
        return None

    def close(self):
        """Ends what is kept."""
        for _, writer, _ in self.kept:
            writer.close()
        self.kept.clear()


async def answer(reader):
    """Status, headers and body of the next answer."""
    line = await reader.readline()
    if not line.startswith(b"HTTP/1."):
        raise asyncio.IncompleteReadError(line, None)
    status = int(line.split()[1])
    said = {}
    while (line := (await reader.readline()).strip()):
        name, _, value = line.decode("latin-1").partition(":")
        said[name.lower()] = value.strip()
    if said.get("transfer-encoding", "").lower() == "chunked":
        text = b""
        while size := int(await reader.readuntil(b"\r\n"), 16):
            text += (await reader.readexactly(size + 2))[:-2]
        await reader.readuntil(b"\r\n")
    else:
        text = await reader.readexactly(int(said.get("content-length", 0)))
    return status, said, text
