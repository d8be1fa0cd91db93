"""BigQuery for tests: bqemulator behind a proxy of ours, in one process that ends with its standard input.

The first line of output is a JSON object: the port, the keys that the token endpoint accepts. Every project is a world
of its own, made when it is first named:

    PUT  /control/<project>/set      sets members of projects.Project, such as faults
    GET  /control/<project>/report   what was asked, and what was wrong with it
    PUT  /control/<project>/dataset  {"name": ..., "location": ...} makes one
    PUT  /control/<project>/sql      {"sql": ...} asks the emulator itself: {"rows": [[...]]}
    PUT  /control/<project>/revoke   no token issued so far is accepted any more
"""

import asyncio
import http.server
import json
import os
import sys
import threading

# The emulator logs to standard output, from its import on.
output = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

from bqemulator.config import Settings
from bqemulator.server import EmulatorServer
from bqemulator.storage.engine import DuckDBEngine

from discovery import Discovery
from emulator import send
from projects import Project
from proxy import API, Handler
from tokens import Tokens


class World:
    def __init__(self, emulator):
        self.emulator = emulator
        self.tokens = Tokens()
        self.projects = {}
        self.lock = threading.Lock()

    def project(self, name):
        with self.lock:
            return self.projects.setdefault(name, Project(name))

    def control(self, path, body):
        _, _, name, action = path.split("/")
        project = self.project(name)
        if action == "report":
            return project.report()
        if action == "set":
            project.configure(body)
        elif action == "revoke":
            for token in project.tokens:
                self.tokens.revoke(token)
        elif action == "dataset":
            reference = {"projectId": name, "datasetId": body["name"]}
            self.ask(name, "datasets", {"datasetReference": reference, "location": body.get("location", "US")})
            project.locations[body["name"]] = body.get("location", "US")
        elif action == "sql":
            reply = self.ask(name, "queries", {"query": body["sql"], "useLegacySql": False})
            return {"rows": [[cell["v"] for cell in row["f"]] for row in reply.get("rows", [])]}
        else:
            raise KeyError(action)
        return {}

    def ask(self, project, path, body):
        status, reply = send(self.emulator, "POST", f"{API}{project}/{path}", body)
        if status >= 400 or reply.get("errors"):
            raise RuntimeError(f"{path}: {reply}")
        return reply


async def main(document):
    # The extension for geography is the one thing that the emulator would fetch from the network.
    DuckDBEngine._load_spatial = lambda self: None
    emulator = EmulatorServer(Settings(rest_port=0, grpc_port=0, log_level="critical"))
    await emulator.start()

    world = World(emulator.rest_port)
    Handler.tokens, Handler.control, Handler.project = world.tokens, world.control, world.project
    Handler.emulator = emulator.rest_port
    with open(document, encoding="utf-8") as file:
        Handler.discovery = Discovery(json.load(file))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps({"port": server.server_address[1], **world.tokens.hello()}), file=output, flush=True)

    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    os._exit(0)


asyncio.run(main(sys.argv[1]))
