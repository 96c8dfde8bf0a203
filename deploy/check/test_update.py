"""deploy/swarm/update.sh against a made-up Swarm."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

DEPLOY = pathlib.Path(__file__).parent.parent

# Writes down what it was asked. The state of the migration and that of the update come from files, line after line.
DOCKER = """#!/bin/sh
echo "$*" | sed 's/ --.* / ... /' >>"$FAKE/calls"
next() { head -n 1 "$FAKE/$1"; sed -i '1{$!d}' "$FAKE/$1"; }
case "$1 $2" in
    "service create") [ ! -e "$FAKE/refuses" ] ;;
    "secret inspect") [ ! -e "$FAKE/new-secret" ] ;;
    "stack deploy")
        [ ! -e "$FAKE/no-deploy" ] || exit 1
        echo "$BLOKNOTIK_IMAGE" >>"$FAKE/deployed"
        echo "${SERVERS:-}" >>"$FAKE/servers" ;;
    "service ps")
        case "$*" in
            *_migrate) next migration ;;
            *) echo "$(tail -n 1 "$FAKE/deployed")@sha256:01 Running 3 seconds ago
$(tail -n 1 "$FAKE/deployed") Running 9 seconds ago" ;;
        esac ;;
    "service inspect")
        [ -e "$FAKE/deployed" ] || [ -e "$FAKE/there" ] || exit 1
        case "$*" in
            *UpdateStatus*) next update ;;
            *Replicas*) echo 2 ;;
        esac ;;
esac
"""


class Update(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        for part in ("swarm/update.sh", "compose/edge/nginx.conf"):
            (self.folder / part).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(DEPLOY / part, self.folder / part)
        (self.folder / "docker").write_text(DOCKER)
        # There is nothing to wait for.
        (self.folder / "sleep").write_text("#!/bin/sh\n")
        for program in ("docker", "sleep"):
            (self.folder / program).chmod(0o755)
        self.settings = self.folder / "swarm/.env"
        self.settings.write_text("PUBLIC_URL=https://x\nBLOKNOTIK_IMAGE=r:5000/bloknotik:1\n")

    def update(self, *arguments, migration="Complete 1 second ago", update="", there=True, **variables):
        (self.folder / "migration").write_text(f"Running 1 second ago\n{migration}\n")
        (self.folder / "update").write_text(update + "\n")
        if there:
            (self.folder / "there").touch()
        environment = {"PATH": f"{self.folder}:{os.environ['PATH']}", "FAKE": str(self.folder)} | variables
        answer = subprocess.run(
            ["sh", self.folder / "swarm/update.sh", *arguments], env=environment, capture_output=True, text=True, timeout=60
        )
        return answer

    def lines(self, name):
        file = self.folder / name
        return file.read_text().splitlines() if file.exists() else []

    def runs(self):
        return self.settings.read_text().rpartition("BLOKNOTIK_IMAGE=")[2].strip()

    def order(self):
        words = ("service create", "stack deploy")
        return [word for call in self.lines("calls") for word in words if call.startswith(word)]

    def test_migrates_and_then_updates(self):
        answer = self.update("2", update="updating\nupdating\ncompleted")
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.assertEqual(self.lines("deployed"), ["r:5000/bloknotik:2"])
        self.assertEqual(self.order(), ["service create", "stack deploy"])
        self.assertEqual(self.runs(), "r:5000/bloknotik:2")
        self.assertIn("PUBLIC_URL=https://x\n", self.settings.read_text())

    def test_the_first_time_the_database_comes_before(self):
        answer = self.update("2", there=False, IMAGE="q/bloknotik")
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.assertEqual(self.order(), ["stack deploy", "service create"])
        self.assertEqual(self.runs(), "q/bloknotik:2")

    def test_changes_nothing_when_the_migration_fails(self):
        answer = self.update("2", migration="Failed 1 second ago")
        self.assertEqual(answer.returncode, 1)
        self.assertEqual((self.lines("deployed"), self.runs()), ([], "r:5000/bloknotik:1"))

    def test_gives_up_at_once_when_the_migration_is_refused(self):
        (self.folder / "refuses").touch()
        answer = self.update("2")
        self.assertEqual(answer.returncode, 1)
        self.assertEqual((self.lines("deployed"), self.runs()), ([], "r:5000/bloknotik:1"))
        self.assertFalse([call for call in self.lines("calls") if call.startswith("service ps")], "nothing to wait for")

    def test_tells_that_the_stack_was_refused(self):
        (self.folder / "no-deploy").touch()
        answer = self.update("2")
        self.assertEqual(answer.returncode, 2)
        self.assertEqual(self.runs(), "r:5000/bloknotik:1")

    def test_a_new_password_is_there_for_the_migration(self):
        (self.folder / "new-secret").touch()
        self.assertEqual(self.update("2", update="completed").returncode, 0)
        words = [" ".join(call.split()[:2]) for call in self.lines("calls")]
        self.assertLess(words.index("secret create"), words.index("service create"))

    def test_reads_settings_as_compose_does(self):
        self.settings.write_text("SERVERS=3  # three\r\nBLOKNOTIK_IMAGE=r:5000/bloknotik:1\n")
        self.assertEqual(self.update("2", update="completed").returncode, 0)
        self.assertEqual(self.lines("servers"), ["3"])

    def test_tells_that_the_swarm_went_back(self):
        answer = self.update("2", update="updating\nrollback_started\nrollback_completed")
        self.assertEqual(answer.returncode, 3, answer.stderr)
        self.assertIn("bloknotik:1 runs again", answer.stderr)
        self.assertEqual(self.lines("deployed"), ["r:5000/bloknotik:2", "r:5000/bloknotik:1"])
        self.assertEqual(self.runs(), "r:5000/bloknotik:1")

    def test_says_so_when_nobody_has_decided(self):
        for state in ("paused", "rollback_paused"):
            self.assertEqual(self.update("2", update=state).returncode, 4, state)

    def test_takes_only_a_tag(self):
        for tag in ("", "latest", "a b", "-x", "x;y", "a/b"):
            self.assertEqual(self.update(tag).returncode, 1, tag)
            self.assertEqual(self.lines("calls"), [])


if __name__ == "__main__":
    unittest.main()
