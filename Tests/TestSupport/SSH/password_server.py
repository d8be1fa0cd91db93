"""An SSH server that lets one user in by a password and forwards connections. Reads {"user", "password"} as a line, says
its port, and ends with its standard input."""

import asyncio
import json
import sys

import asyncssh

wanted = json.loads(sys.stdin.readline())


class Server(asyncssh.SSHServer):
    def password_auth_supported(self):
        return True

    def validate_password(self, user, password):
        return (user, password) == (wanted["user"], wanted["password"])

    def connection_requested(self, *_):
        return True


async def main():
    server = await asyncssh.create_server(
        Server, "127.0.0.1", 0, server_host_keys=[asyncssh.generate_private_key("ssh-ed25519")]
    )
    print(server.get_port(), flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
