"""The scripts of the deploying jobs, against a receiver on this machine and against a made-up docker and ssh."""

import email
import http.server
import os
import pathlib
import subprocess
import tempfile
import threading
import unittest

SCRIPTS = pathlib.Path(__file__).parent.parent / "gitlab"
TOKEN = "t0ken.of-this_test~only"


class Receiver(http.server.ThreadingHTTPServer):
    """Answers with the statuses given, the last one for good, and remembers what it was asked."""

    def __init__(self, *statuses):
        super().__init__(("127.0.0.1", 0), Handler)
        self.statuses, self.requests = list(statuses), []
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/packs/bloknotik/vars/"


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests.append((self.path, self.headers, fields(self.headers["Content-Type"], body)))
        status = self.server.statuses.pop(0) if len(self.server.statuses) > 1 else self.server.statuses[0]
        self.send_response(status)
        if status in (301, 302, 307):
            self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_):
        pass


def fields(kind, body):
    """The fields of a multipart form."""
    message = email.message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    return {part.get_param("name", header="Content-Disposition"): part.get_payload() for part in message.get_payload()}


class Webhook(unittest.TestCase):
    def call(self, *statuses, tag="0.1.0", token=TOKEN, url=None):
        self.receiver = Receiver(*(statuses or (200,)))
        self.addCleanup(self.receiver.server_close)
        self.addCleanup(self.receiver.shutdown)
        environment = {
            "PATH": os.environ["PATH"],
            "WEBHOOK_URL": url or self.receiver.url,
            "WEBHOOK_TOKEN": token,
            "WEBHOOK_RETRY_SECONDS": "1",
            "no_proxy": "127.0.0.1",
        }
        answer = subprocess.run(
            ["sh", SCRIPTS / "webhook.sh", tag], env=environment, capture_output=True, text=True, timeout=30
        )
        if token:
            self.assertNotIn(token, answer.stdout + answer.stderr)
        return answer

    def test_sends_tag_and_token(self):
        answer = self.call(204)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        ((path, headers, form),) = self.receiver.requests
        self.assertEqual(path, "/packs/bloknotik/vars/")
        self.assertEqual(headers["Authorization"], f"Bearer {TOKEN}")
        self.assertEqual(form, {"DOCKER_TAG": "0.1.0"})

    def test_fails_when_it_is_refused(self):
        for status in (400, 401, 403, 404, 422):
            answer = self.call(status)
            self.assertEqual(answer.returncode, 1)
            self.assertIn(str(status), answer.stderr)
            self.assertEqual(len(self.receiver.requests), 1, "a refusal is final")

    def test_follows_no_redirect(self):
        self.assertEqual(self.call(302).returncode, 1)
        self.assertEqual(len(self.receiver.requests), 1)

    def test_tries_again_when_the_server_stumbles(self):
        self.assertEqual(self.call(503, 500, 200).returncode, 0)
        self.assertEqual(len(self.receiver.requests), 3)

    def test_gives_up_in_the_end(self):
        self.assertEqual(self.call(503).returncode, 1)
        self.assertEqual(len(self.receiver.requests), 4)

    def test_fails_when_nobody_is_there(self):
        gone = Receiver(200)
        gone.shutdown()
        gone.server_close()
        self.assertEqual(self.call(url=gone.url).returncode, 1)

    def test_refuses_what_is_no_version_before_asking(self):
        for tag in ("", "latest", "a b", "-x", "x;y", '"', "@/etc/passwd"):
            self.assertEqual(self.call(tag=tag).returncode, 1, tag)
            self.assertEqual(self.receiver.requests, [])

    def test_refuses_to_send_the_token_in_the_clear(self):
        self.assertEqual(self.call(url="http://book.example.org/").returncode, 1)
        self.assertEqual(self.call(token="").returncode, 1)
        self.assertEqual(self.call(token='x"\nurl = "http://127.0.0.1/').returncode, 1)


class OnHost(unittest.TestCase):
    """A made-up `docker` writes down what it was asked, and fails for the image whose name is in BAD."""

    DOCKER = """#!/bin/sh
echo "$(sed -n 's/^BLOKNOTIK_IMAGE=//p' .env) ${BLOKNOTIK_IMAGE:-} $*" >>calls
case $1 in
    compose) case $2 in "${FAILS:-up}") ! grep -q "IMAGE=$BAD\\$" .env ;; esac ;;
esac
"""

    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        (self.folder / "docker").write_text(self.DOCKER)
        (self.folder / "docker").chmod(0o755)
        (self.folder / "on-host.sh").write_text((SCRIPTS / "on-host.sh").read_text())
        (self.folder / ".env").write_text("SECRET_KEY=kept\nBLOKNOTIK_IMAGE=r/bloknotik:1\n")

    def deploy(self, command, mode="compose", bad="none", fails="up"):
        settings = f"MODE={mode}\nIMAGE=r/bloknotik\nFOLDER={self.folder}\n"
        (self.folder / "deploy.env").write_text(settings)
        path = f"{self.folder}:{os.environ['PATH']}"
        environment = {"PATH": path, "SSH_ORIGINAL_COMMAND": command, "BAD": bad, "FAILS": fails}
        answer = subprocess.run(
            ["sh", self.folder / "on-host.sh"], env=environment, capture_output=True, text=True, timeout=30
        )
        calls = self.folder / "calls"
        return answer, calls.read_text().splitlines() if calls.exists() else []

    def image(self):
        settings = (self.folder / ".env").read_text()
        self.assertIn("SECRET_KEY=kept\n", settings)
        return settings.rpartition("BLOKNOTIK_IMAGE=")[2].strip()

    def test_brings_up_a_version(self):
        answer, calls = self.deploy("2")
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.assertEqual(self.image(), "r/bloknotik:2")
        self.assertIn("up --detach", calls[-1])
        words = [call.split(" compose ")[1].split()[0] for call in calls]
        self.assertEqual(words, ["pull", "run", "up", "up"], "the migration comes while the servers of before go on")

    def test_leaves_all_as_it_is_when_the_migration_fails(self):
        answer, calls = self.deploy("2", bad="r/bloknotik:2", fails="run")
        self.assertEqual(answer.returncode, 1)
        self.assertIn("r/bloknotik:1 goes on", answer.stderr)
        self.assertEqual(self.image(), "r/bloknotik:1")
        self.assertNotIn(" up ", "".join(calls))

    def test_goes_back_when_it_does_not_become_healthy(self):
        answer, calls = self.deploy("2", bad="r/bloknotik:2")
        self.assertEqual(answer.returncode, 1)
        self.assertIn("r/bloknotik:1 runs again", answer.stderr)
        self.assertEqual(self.image(), "r/bloknotik:1")
        self.assertTrue(calls[-1].startswith("r/bloknotik:1 "))

    def test_leaves_a_swarm_to_its_own_script(self):
        script = self.folder / "update.sh"
        script.write_text('#!/bin/sh\necho "$IMAGE $1" >>calls\nexit "$1"\n')
        script.chmod(0o755)
        for tag, code in (("0", 0), ("3", 3)):
            answer, calls = self.deploy(tag, mode="swarm")
            self.assertEqual((answer.returncode, calls[-1]), (code, f"r/bloknotik {tag}"))

    def test_does_nothing_else(self):
        for command in ("", "latest", "2; id", "$(id)", "-x", "a/b", "2 3"):
            answer, calls = self.deploy(command)
            self.assertEqual((answer.returncode, calls), (1, []), command)


class OverSsh(unittest.TestCase):
    def test_uses_the_key_and_the_known_host(self):
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        (folder / "ssh").write_text('#!/bin/sh\nstat -c %a "$2"; cat "$2"; echo "$@"\n')
        (folder / "ssh").chmod(0o755)
        (folder / "key").write_text("KEY")
        (folder / "hosts").write_text("")
        environment = {"PATH": f"{folder}:{os.environ['PATH']}", "DEPLOY_HOST": "h", "DEPLOY_USER": "u"}
        files = {"DEPLOY_SSH_KEY": str(folder / "key"), "DEPLOY_KNOWN_HOSTS": str(folder / "hosts")}
        script = ["sh", SCRIPTS / "over-ssh.sh"]
        answer = subprocess.run([*script, "2"], env=environment | files, capture_output=True, text=True)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        mode, key, arguments = answer.stdout.splitlines()
        self.assertEqual((mode, key), ("600", "KEY"))
        self.assertIn("StrictHostKeyChecking=yes", arguments)
        self.assertTrue(arguments.endswith("u@h 2"))
        self.assertEqual(subprocess.run([*script, "2"], env=environment, capture_output=True).returncode, 1)
        self.assertEqual(subprocess.run([*script, "a b"], env=environment | files, capture_output=True).returncode, 1)


if __name__ == "__main__":
    unittest.main()
