"""Runs `bare` on the port that is named, under the product's own gunicorn and threads."""

import os
import socket
import sys

from waypost.config.server import Server


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.bare"
    listener = socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=2048)
    Server(listener, [f"http://127.0.0.1:{listener.getsockname()[1]}"]).run()


if __name__ == "__main__":
    main()
