"""tools/load against a made-up server that keeps its word, or does not."""

import http.server
import json
import pathlib
import subprocess
import sys
import threading
import unittest

LOAD = pathlib.Path(__file__).parents[2] / "tools/load"


class Server(http.server.ThreadingHTTPServer):
    """Contacts in memory. `mischief` gets each contact's number and name, and says what to do instead of keeping it."""

    def __init__(self, mischief=lambda number, name: None):
        super().__init__(("127.0.0.1", 0), Handler)
        self.mischief, self.contacts, self.keys, self.lock = mischief, [], {}, threading.Lock()
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path.endswith("/register"):
            return self.answer(201, {"token": "t"})
        if self.path.endswith("/login"):
            return self.answer(200 if body["username"].startswith("load-") else 401, {})
        name, key = body["name"]["full"], self.headers["Idempotency-Key"]
        with self.server.lock:
            if key in self.server.keys:
                return self.answer(201, {"id": self.server.keys[key]})
            number = len(self.server.keys)
            does = self.server.mischief(number, name)
            if does == "fail once":
                self.server.mischief = lambda number, name: None
                return self.answer(503, {})
            self.server.keys[key] = f"id{number}"
            times = {"lose": 0, "double": 2}.get(does, 1)
            self.server.contacts += [{"id": f"id{number}", "name": {"full": name}}] * times
        if does == "hang up":
            self.close_connection = True
            return None
        return self.answer(201, {"id": f"id{number}"})

    def do_GET(self):
        if "?" not in self.path:
            return self.answer(200, {})
        return self.answer(200, {"items": list(self.server.contacts), "next_cursor": None})

    def answer(self, status, body):
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


class Load(unittest.TestCase):
    def load(self, mischief=lambda number, name: None):
        server = Server(mischief)
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        command = [sys.executable, "-B", LOAD, "--url", f"http://127.0.0.1:{server.server_port}", "--seconds", "0.5"]
        return subprocess.run([*command, "--flawless", "all"], capture_output=True, text=True, timeout=60)

    def test_is_content_with_a_server_that_keeps_its_word(self):
        answer = self.load()
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.assertRegex(answer.stdout, r"\| all \|  \| 5\d \| 0 \| - \|")
        self.assertRegex(answer.stdout, r"acknowledged 1\d .*lost 0, there twice 0")

    def test_finds_what_is_lost_or_there_twice(self):
        for does, word in (("lose", "acknowledged and lost"), ("double", "there twice")):
            answer = self.load(lambda number, name: does if number == 3 else None)
            self.assertEqual(answer.returncode, 1)
            self.assertIn(f"error: 1 {word}", answer.stderr)

    def test_counts_what_failed_and_asks_again(self):
        for does, how in (("fail once", "write 503"), ("hang up", "write cut off")):
            answer = self.load(lambda number, name: does if number == 3 else None)
            self.assertEqual(answer.returncode, 1)
            self.assertIn(f"| 1 | 1 {how} |", answer.stdout)
            self.assertIn("(of them 1 when asked again), never acknowledged 0", answer.stdout)
            self.assertRegex(answer.stderr, r"error: 1 of \d+ failed \(all\)")


if __name__ == "__main__":
    unittest.main()
