"""Those who watch runs: a server that takes OpenLineage's events and OpenTelemetry's OTLP, as strictly as their own packages read them.

    observer.py            listens on a free port of 127.0.0.1, says which one, then tells of each request in one line of JSON
    observer.py FILE       tells the same of each line of a file of events

What it does not understand is answered with 400. Below /slow it never answers, below /broken with 500.
"""

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import lineage
import telemetry

END_OF_TEST = threading.Event()
OUTPUT = threading.Lock()


def tell(**what):
    with OUTPUT:
        print(json.dumps(what), file=sys.stderr, flush=True)


def read(path, body):
    if path.endswith("/api/v1/lineage"):
        event = json.loads(body)
        lineage.read(event)
        return event
    return telemetry.read(path.rsplit("/", 1)[1], body)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): text for name, text in self.headers.items()}
        status, message, error = 200, None, None
        if self.path.startswith("/slow/"):
            END_OF_TEST.wait()
        if self.path.startswith("/broken/"):
            status = 500
        else:
            try:
                message = read(self.path, body)
            except Exception as reason:
                status, error = 400, f"{type(reason).__name__}: {reason}"
        tell(path=self.path, headers=headers, message=message, error=error)
        answer = json.dumps({"error": error} if error else {}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


if len(sys.argv) > 1:
    for line in open(sys.argv[1], "rb"):
        try:
            tell(message=read("/api/v1/lineage", line), error=None)
        except Exception as reason:
            tell(message=None, error=f"{type(reason).__name__}: {reason}")
else:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    tell(port=server.server_port)
    server.serve_forever()
