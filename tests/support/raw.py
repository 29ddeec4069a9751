"""Requests as bytes on a socket: what no client library would send."""

import socket
from dataclasses import dataclass

LONGEST_SECONDS = 30


@dataclass(frozen=True)
class Answer:
    """All that came back until the other side closed."""

    data: bytes

    @property
    def statuses(self) -> list[int]:
        """The status of each response, in order: more than one means that one request was taken for two."""
        lines = [line for line in self.data.split(b"\r\n") if line.startswith(b"HTTP/1.")]
        return [int(line.split()[1]) for line in lines]

    @property
    def text(self) -> str:
        """Everything, readable."""
        return self.data.decode("utf-8", errors="replace")


def send(port: int, data: bytes, *, and_no_more: bool = False) -> Answer:
    """Send this, and read until the other side closes. Fails if it never does. `and_no_more`: say that this was all."""
    with socket.create_connection(("127.0.0.1", port), LONGEST_SECONDS) as connection:
        return converse(connection, data, and_no_more=and_no_more)


def converse(connection: socket.socket, data: bytes, *, and_no_more: bool = False) -> Answer:
    """The same on a connection that is there."""
    connection.sendall(data)
    if and_no_more:
        connection.shutdown(socket.SHUT_WR)
    parts = []
    try:
        while part := connection.recv(65536):
            parts.append(part)
    except ConnectionResetError:  # closed while something of ours was still on its way
        pass
    return Answer(b"".join(parts))


POST = b"POST /start HTTP/1.1\r\nHost: %s\r\n"
HIDDEN = b"GET /hidden HTTP/1.1\r\nHost: %s\r\n\r\n"


def framings(host: str) -> dict[str, bytes]:
    """Requests whose end two programs would see at two places, with a second request where the first may end."""
    post, hidden = POST % host.encode(), HIDDEN % host.encode()
    chunked = b"0\r\n\r\n" + hidden
    return {
        "length and chunks": post + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked,
        "chunks and length": post + b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n" + chunked,
        "two lengths": post + b"Content-Length: 0\r\nContent-Length: 40\r\n\r\n" + hidden,
        "two lengths in one": post + b"Content-Length: 0, 40\r\n\r\n" + hidden,
        "a length with a sign": post + b"Content-Length: +0\r\n\r\n" + hidden,
        "a length below nothing": post + b"Content-Length: -1\r\n\r\n" + hidden,
        "a length in hex": post + b"Content-Length: 0x0\r\n\r\n" + hidden,
        "a length with an underscore": post + b"Content-Length: 0_0\r\n\r\n" + hidden,
        "a length with words": post + b"Content-Length: 0 GET\r\n\r\n" + hidden,
        "chunks after a vertical tab": post + b"Transfer-Encoding: \x0bchunked\r\n\r\n" + chunked,
        "chunks before a vertical tab": post + b"Transfer-Encoding: chunked\x0b\r\n\r\n" + chunked,
        "chunks with a control character": post + b"Transfer-Encoding: chun\x00ked\r\n\r\n" + chunked,
        "chunks in quotes": post + b'Transfer-Encoding: "chunked"\r\n\r\n' + chunked,
        "chunks twice": post + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked,
        "chunks and something": post + b"Transfer-Encoding: chunked, identity\r\n\r\n" + chunked,
        "something else than chunks": post + b"Transfer-Encoding: xchunked\r\n\r\n" + chunked,
        "a space before the colon": post + b"Transfer-Encoding : chunked\r\n\r\n" + chunked,
        "a folded line": post + b"Transfer-Encoding:\r\n chunked\r\n\r\n" + chunked,
        "a folded length": post + b"X: y\r\n Content-Length: 40\r\nContent-Length: 0\r\n\r\n" + hidden,
        "a chunk of no size": post + b"Transfer-Encoding: chunked\r\n\r\n\r\n\r\n" + hidden,
        "a chunk with a sign": post + b"Transfer-Encoding: chunked\r\n\r\n+0\r\n\r\n" + hidden,
        "a chunk in hex": post + b"Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n" + hidden,
        "a chunk that ends without its end": post + b"Transfer-Encoding: chunked\r\n\r\n1\r\naXX0\r\n\r\n" + hidden,
        "a bare line feed in a header": post + b"X: y\nContent-Length: 40\r\n\r\n" + hidden,
        "a bare carriage return in a header": post + b"X: y\rContent-Length: 40\r\nContent-Length: 0\r\n\r\n" + hidden,
        "a null in a header": post + b"X: a\x00b\r\nContent-Length: 0\r\n\r\n" + hidden,
        "a header without a name": post + b": x\r\nContent-Length: 0\r\n\r\n" + hidden,
        "a name with a space": post + b"Content Length: 40\r\nContent-Length: 0\r\n\r\n" + hidden,
        "a method of signs": b"G(T / HTTP/1.1\r\nHost: x\r\n\r\n" + hidden,
        "a version of no protocol": b"GET / HTTP/9.9\r\nHost: x\r\n\r\n" + hidden,
    }
