"""A provider of text messages and a mail server, on ports of this machine."""

import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread


@dataclass
class Request:
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def message(self):
        return json.loads(self.body)


@dataclass
class Provider:
    """Keeps what it is asked, and answers as it is told."""

    url: str
    status: int = 200
    answer: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)

    def reply(self, request):
        self.requests.append(request)
        if self.answer is None:
            return json.dumps({"accepted": request.message["dedupe_key"]})
        return self.answer


@contextmanager
def provider():
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            request = Request(self.path, dict(self.headers.items()), body)
            answer = running.reply(request).encode()
            self.send_response(running.status)
            for name, value in running.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *args):
            pass

    with served(ThreadingHTTPServer, Handler) as port:
        running = Provider(f"http://127.0.0.1:{port}/messages?from=hub")
        yield running


@dataclass
class MailServer:
    port: int
    mails: list[Message] = field(default_factory=list)


@contextmanager
def mail_server():
    """As much of SMTP as it takes to hand in a mail."""

    class Handler(StreamRequestHandler):
        def handle(self):
            self.say("220 ready")
            while line := self.rfile.readline():
                match line.split()[0].upper():
                    case b"QUIT":
                        return self.say("221 bye")
                    case b"DATA":
                        self.say("354 go on")
                        running.mails.append(message_from_bytes(self.read_data()))
                self.say("250 ok")
            return None

        def read_data(self):
            lines = iter(self.rfile.readline, b".\r\n")
            return b"".join(line.removeprefix(b".") for line in lines)

        def say(self, words):
            self.wfile.write(f"{words}\r\n".encode())

    with served(ThreadingTCPServer, Handler) as port:
        running = MailServer(port)
        yield running


@contextmanager
def served(server_class, handler):
    with server_class(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever, args=[0.01])
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()
