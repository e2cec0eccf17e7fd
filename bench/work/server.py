"""Answers every request with the version that it was started with: the service of the rolling change."""
import os
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer


class Version(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(os.environ.get("VERSION", "none").encode())

    def log_message(self, *words):
        """Nobody reads it."""


HTTPServer(("", int(sys.argv[1])), Version).serve_forever()
