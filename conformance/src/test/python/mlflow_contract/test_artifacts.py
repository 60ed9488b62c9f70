"""Artifacts: bytes, names, listings, and the plain HTTP below them."""

import hashlib
import json
import os
import pathlib
import tempfile

import requests
from mlflow.exceptions import MlflowException

from .support import ABSENT, SERVER, ContractCase, needs


class Files(ContractCase):
    def test_bytes_come_back_as_they_went(self):
        run, everything = self.run_id(), bytes(range(256)) * 4
        self.upload(run, "all.bin", everything)
        self.upload(run, "none.bin", b"", "deep/er")
        self.assertEqual(self.download(run, "all.bin"), everything)
        self.assertEqual(self.download(run, "deep/er/none.bin"), b"")
        self.upload(run, "all.bin", b"newer")
        self.assertEqual(self.download(run, "all.bin"), b"newer")

    def test_texts_and_dictionaries(self):
        run = self.run_id()
        self.client.log_text(run, "grüße\r\n", "note.txt")
        self.client.log_dict(run, {"list": [1, None, "é"]}, "config.json")
        self.assertEqual(self.download(run, "note.txt").decode(), "grüße\r\n")
        self.assertEqual(json.loads(self.download(run, "config.json")), {"list": [1, None, "é"]})

    def test_a_file_of_many_megabytes(self):
        run, content = self.run_id(), os.urandom(1 << 20) * 20
        self.upload(run, "large.bin", content)
        got = self.download(run, "large.bin")
        self.assertEqual(hashlib.sha256(got).hexdigest(), hashlib.sha256(content).hexdigest())

    def test_folders_go_up_and_down_whole(self):
        run, files = self.run_id(), {"top.txt": "t", "a/one.txt": "1", "a/b/two.txt": "2"}
        with tempfile.TemporaryDirectory() as source, tempfile.TemporaryDirectory() as target:
            for name, text in files.items():
                file = pathlib.Path(source, name)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text)
            self.client.log_artifacts(run, source, "tree")
            got = pathlib.Path(self.client.download_artifacts(run, "tree", target))
            found = {f.relative_to(got).as_posix(): f.read_text() for f in got.rglob("*") if f.is_file()}
        self.assertEqual(found, files)

    def test_a_missing_file_is_an_error(self):
        with tempfile.TemporaryDirectory() as place, self.assertRaises(MlflowException):
            self.client.download_artifacts(self.run_id(), "never.txt", place)


class Names(ContractCase):
    ODD = (
        "with space.txt",
        "ünï✓.md",
        "plus+and&eq=.txt",
        "50%.csv",
        "{a}[b].txt",
        "it's;a,@$!.txt",
        ".dot",
        "i+1+2.png",
    )

    def test_odd_names_are_names(self):
        run, folder = self.run_id(), "odd folder/ж"
        for name in self.ODD:
            self.upload(run, name, name.encode(), folder)
        listed = {f.path: f for f in self.client.list_artifacts(run, folder)}
        self.assertEqual(set(listed), {f"{folder}/{name}" for name in self.ODD})
        for name in self.ODD:
            with self.subTest(name=name):
                self.assertEqual(self.download(run, f"{folder}/{name}"), name.encode())
                self.assertEqual(listed[f"{folder}/{name}"].file_size, len(name.encode()))
        self.assertEqual([(f.path, f.is_dir) for f in self.client.list_artifacts(run)], [("odd folder", True)])

    def test_files_and_unknown_folders_list_nothing(self):
        run = self.run_id()
        self.upload(run, "f.txt", b"x", "d")
        for path in ("d/f.txt", "nowhere", "d/none/deeper"):
            self.assertEqual(self.client.list_artifacts(run, path), [])

    def test_escapes_from_the_folder_are_refused(self):
        run = self.run_id()
        for path in (
            "..%2F..%2Fx",
            "a%2F..%2F..%2Fb",
            "%252e%252e%252fx",
            "a%23b",
            "%2Fetc%2Fpasswd",
            "a%5C..%5Cb",
            "a%00b",
        ):
            with self.subTest(path=path):
                self.assertEqual(requests.put(self.proxy(run, path), data=b"x", timeout=10).status_code, 400)
                self.assertEqual(requests.get(self.proxy(run, path), timeout=10).status_code, 400)
        self.assertEqual(self.client.list_artifacts(run), [])


class PlainHttp(ContractCase):
    def test_uploads_and_downloads(self):
        run = self.run_id()
        url = self.proxy(run, "folder/a%20file.json")
        put = requests.put(url, data=b"0123456789", headers={"Content-Type": "application/json"}, timeout=10)
        self.assertEqual((put.status_code, put.content), (200, b""))
        got = requests.get(url, timeout=10)
        self.assertEqual((got.content, got.headers["Content-Length"]), (b"0123456789", "10"))
        self.assertEqual(got.headers["X-Content-Type-Options"], "nosniff")
        self.assertTrue(got.headers["Content-Disposition"].startswith("attachment"))
        self.assertEqual(requests.head(url, timeout=10).headers["Content-Length"], "10")
        missing = requests.get(self.proxy(run, "never"), timeout=10)
        self.assertEqual((missing.status_code, missing.json()["error_code"]), (404, ABSENT))
        self.assertEqual(requests.get(self.proxy(run, "folder"), timeout=10).status_code, 400)

    def test_ranges(self):
        run = self.run_id()
        self.upload(run, "r.bin", b"0123456789")
        url = self.proxy(run, "r.bin")
        for wanted, part, place in (("1-3", b"123", "1-3"), ("7-", b"789", "7-9"), ("-2", b"89", "8-9")):
            got = requests.get(url, headers={"Range": f"bytes={wanted}"}, timeout=10)
            self.assertEqual((got.status_code, got.content), (206, part))
            self.assertEqual(got.headers["Content-Range"], f"bytes {place}/10")
        self.assertEqual(requests.get(url, headers={"Range": "bytes=10-"}, timeout=10).status_code, 416)

    def test_chunked_uploads_and_deletion(self):
        run = self.run_id()
        put = requests.put(self.proxy(run, "d/chunks"), data=iter([b"in ", b"pieces"]), timeout=10)
        self.assertEqual(put.status_code, 200)
        self.assertEqual(self.download(run, "d/chunks"), b"in pieces")
        for _ in range(2):
            self.assertEqual(requests.delete(self.proxy(run, "d"), timeout=10).status_code, 200)
        self.assertEqual(self.client.list_artifacts(run), [])

    def test_multipart_is_declined_in_the_words_clients_know(self):
        url = self.proxy(self.run_id(), "big").replace("/artifacts/", "/mpu/create/", 1)
        answer = requests.post(url, json={"path": "/home/x/big", "num_parts": 2}, timeout=10)
        self.assertEqual(answer.status_code, 501)
        self.assertTrue(answer.json()["message"].startswith("Multipart upload is not supported"))

    def test_the_calls_beside_the_proxy(self):
        run = self.run_id()
        self.upload(run, "a b.txt", b"0123", "d")
        listed = self.http("GET", "artifacts/list", params={"run_id": run, "path": "d"})
        self.assertEqual(listed["root_uri"], self.client.get_run(run).info.artifact_uri)
        self.assertEqual(listed["files"], [{"path": "d/a b.txt", "is_dir": False, "file_size": 4}])
        for path in ("none", "d/a b.txt"):
            self.assertNotIn("files", self.http("GET", "artifacts/list", params={"run_id": run, "path": path}))
        self.refused("GET", "artifacts/list", params={"run_id": run, "path": "../.."})
        query = {"run_id": run, "path": "d/a b.txt"}
        self.assertEqual(requests.get(f"{SERVER}/get-artifact", params=query, timeout=10).content, b"0123")
        query["path"] = "none"
        self.assertEqual(requests.get(f"{SERVER}/get-artifact", params=query, timeout=10).status_code, 404)
        upload = f"{SERVER}/ajax-api/2.0/mlflow/upload-artifact"
        place = {"run_uuid": run, "path": "up/x.txt"}
        self.assertEqual(requests.post(upload, params=place, data=b"small", timeout=10).status_code, 200)
        self.assertEqual(self.download(run, "up/x.txt"), b"small")


class Pictures(ContractCase):
    @needs("pandas")
    def test_tables_grow(self):
        run = self.run_id()
        for a, b in ((1, "x"), (2, "y")):
            self.client.log_table(run, {"a": [a], "b": [b]}, "table.json")
        experiment = self.client.get_run(run).info.experiment_id
        self.assertEqual(self.client.load_table(experiment, "table.json", [run])["b"].tolist(), ["x", "y"])

    @needs("matplotlib", "PIL", "numpy")
    def test_figures_and_images(self):
        import matplotlib.pyplot as plt
        import numpy as np

        run = self.run_id()
        figure, axes = plt.subplots()
        axes.plot([1, 3, 2])
        self.client.log_figure(run, figure, "plots/line.png")
        plt.close(figure)
        self.assertEqual(self.download(run, "plots/line.png")[1:4], b"PNG")
        self.client.log_image(run, np.zeros((3, 3, 3), "uint8"), key="some key", step=1, synchronous=True)
        self.assertEqual(len(self.client.list_artifacts(run, "images")), 2)
