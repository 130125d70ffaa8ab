from __future__ import annotations

import socket
import threading

from benchmarks.wire import counted


def through_socks(port: int, host: bytes, to: int) -> bytes:
    """What the other end says first, by way of the wire."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as client:
        client.sendall(b"\x05\x01\x00")
        client.recv(2)
        client.sendall(b"\x05\x01\x00\x03" + bytes([len(host)]) + host + to.to_bytes(2, "big"))
        return client.recv(10) and client.recv(100)


def say(server: socket.socket, words: bytes) -> None:
    with server.accept()[0] as connection:
        connection.sendall(words)


def test_the_wire_counts_what_servers_send() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, counted() as wire:
        says = threading.Thread(target=say, args=(server, b"seventeen letters"))
        says.start()
        heard = through_socks(wire.port, b"localhost", server.getsockname()[1])
        says.join()
        assert (heard, wire.received) == (b"seventeen letters", 17)


def test_the_wire_leads_to_no_other_host() -> None:
    with counted() as wire:
        assert through_socks(wire.port, b"example.org", 80) == b""
