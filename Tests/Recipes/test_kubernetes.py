"""Recipes/kubernetes against Kubernetes' own schemas, and what its container starts."""

import json
import os
import re
import subprocess
import unittest
from pathlib import Path

import kubernetes_validate
import yaml

from shop import FIRST, RECIPES, ROOT, Shop

FOLDER = RECIPES / "kubernetes"
# The oldest with podFailurePolicy for everybody, and the newest that the validator knows.
VERSIONS = ["1.31", kubernetes_validate.latest_version()]


def manifest(name: str) -> dict:
    return yaml.safe_load((FOLDER / name).read_text())


JOB = manifest("job.yaml")["spec"]
CRON_JOB = manifest("cronjob.yaml")["spec"]
POD = JOB["template"]["spec"]
[CONTAINER] = POD["containers"]


class ManifestTests(unittest.TestCase):
    def test_kubernetes_knows_every_key_and_value(self) -> None:
        for name in ("job.yaml", "cronjob.yaml"):
            for version in VERSIONS:
                kubernetes_validate.validate(manifest(name), version, strict=True)

    def test_the_validator_finds_what_is_wrong(self) -> None:
        for change in ({"concurrencyPolicies": "Forbid"}, {"startingDeadlineSeconds": "soon"}):
            wrong = manifest("cronjob.yaml")
            wrong["spec"] |= change
            with self.assertRaises(kubernetes_validate.ValidationError):
                kubernetes_validate.validate(wrong, VERSIONS[0], strict=True)

    def test_a_cron_job_starts_the_same_job_one_at_a_time(self) -> None:
        self.assertEqual(CRON_JOB["jobTemplate"]["spec"], JOB)
        self.assertEqual(CRON_JOB["concurrencyPolicy"], "Forbid")

    def test_the_container_has_no_rights(self) -> None:
        user = re.search(r"useradd --uid (\d+)", (ROOT / "Docker/install.sh").read_text())
        self.assertEqual(str(POD["securityContext"]["runAsUser"]), user[1])
        self.assertIs(POD["securityContext"]["runAsNonRoot"], True)
        self.assertIs(POD["automountServiceAccountToken"], False)
        self.assertEqual(
            CONTAINER["securityContext"],
            {
                "readOnlyRootFilesystem": True,
                "allowPrivilegeEscalation": False,
                "capabilities": {"drop": ["ALL"]},
            },
        )
        self.assertIn("memory", CONTAINER["resources"]["limits"])
        self.assertLessEqual({"cpu", "memory"}, CONTAINER["resources"]["requests"].keys())

    def test_every_mount_is_there_and_only_tmp_is_written_to(self) -> None:
        volumes = {volume["name"]: volume for volume in POD["volumes"]}
        mounts = {mount["name"]: mount for mount in CONTAINER["volumeMounts"]}
        self.assertEqual(volumes.keys(), mounts.keys())
        writable = {name: mount["mountPath"] for name, mount in mounts.items() if not mount.get("readOnly")}
        self.assertEqual(writable, {"tmp": "/tmp"})
        self.assertIn("emptyDir", volumes["tmp"])

    def test_secrets_come_from_a_secret_alone(self) -> None:
        self.assertEqual(CONTAINER["envFrom"], [{"secretRef": {"name": "planar"}}])
        self.assertNotIn("env", CONTAINER)

    def test_statuses_that_a_second_try_does_not_mend_end_the_job(self) -> None:
        [codes] = [rule["onExitCodes"] for rule in JOB["podFailurePolicy"]["rules"] if rule["action"] == "FailJob"]
        self.assertEqual(codes, {"containerName": CONTAINER["name"], "operator": "In", "values": [1, 2, 3]})
        self.assertEqual(POD["restartPolicy"], "Never")


class CommandTests(Shop):
    def start(self) -> subprocess.CompletedProcess:
        """The container's command, its folders being some of the test's own."""
        self.tmp = self.project / "tmp"
        self.tmp.mkdir()
        command = [word.replace("/tmp", str(self.tmp)) for word in CONTAINER["command"]]
        environment = {"PATH": os.environ["PATH"], "TMPDIR": str(self.tmp), "SHOP": str(self.database)}
        return subprocess.run(
            command, cwd=self.folder, env=environment, text=True, capture_output=True, timeout=300
        )

    def setUp(self) -> None:
        super().setUp()
        # A project whose folder holds what a config map holds; the database is elsewhere.
        self.load(FIRST)
        self.folder = self.project / "map"
        self.folder.mkdir()
        (self.folder / "catalog.json").write_bytes((self.project / "catalog.json").read_bytes())
        (self.folder / "planar.yml").write_text(
            "version: 1\ncatalog: catalog.json\ntargets: {warehouse: {type: sqlite, path: '${SHOP}'}}\n"
        )

    def contents(self, folder: Path) -> dict[str, bytes]:
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    def test_it_runs_the_project_and_writes_to_tmp_alone(self) -> None:
        before = self.contents(self.folder)
        done = self.start()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.rows("select count(*) from orders"), [(2,)])
        self.assertEqual(self.contents(self.folder), before)
        self.assertEqual(self.contents(self.tmp).keys(), {"target/run_results.json", "target/manifest.json"})
        events = [json.loads(line)["event"] for line in done.stderr.splitlines()]
        self.assertEqual((events[0], events[-1]), ("run_started", "run_finished"))

    def test_the_image_is_that_of_this_version(self) -> None:
        version = subprocess.run(["planar", "--version"], text=True, capture_output=True).stdout.strip()
        self.assertEqual(CONTAINER["image"].rpartition(":")[2], version)

    def test_a_secret_that_is_missing_is_named(self) -> None:
        (self.folder / "planar.yml").write_text(
            "version: 1\ncatalog: catalog.json\n"
            "targets: {warehouse: {type: postgres, host: localhost, user: u, password: '${PGPASSWORD}', database: d}}\n"
        )
        done = self.start()
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("PGPASSWORD", done.stderr)


if __name__ == "__main__":
    unittest.main()
