"""Webhooks: keeping them and what is refused. What they are sent is tested with a receiver, in `fault`."""

import unittest

import mlflow

from .support import ABSENT, INVALID, ContractCase

ADDRESS = "https://93.184.216.34/hook"
has_webhooks = hasattr(mlflow.MlflowClient, "create_webhook")


@unittest.skipUnless(has_webhooks, f"client {mlflow.__version__} has no webhooks")
class Webhooks(ContractCase):
    def webhook(self, **fields):
        events = fields.pop("events", ["model_version.created"])
        return self.client.create_webhook(self.fresh("hook")[:40], fields.pop("url", ADDRESS), events, **fields)

    def test_from_creation_to_deletion(self):
        events = ["registered_model.created", "model_version_alias.deleted"]
        made = self.webhook(events=events, description="d", secret="hunter2")
        self.assertEqual((made.url, str(made.status), made.description), (ADDRESS, "ACTIVE", "d"))
        self.assertEqual(sorted(str(e) for e in made.events), sorted(events))
        self.assertEqual(made.creation_timestamp, made.last_updated_timestamp)
        changed = self.client.update_webhook(made.webhook_id, status="DISABLED", events=["prompt.created"])
        self.assertEqual((str(changed.status), changed.name, changed.description), ("DISABLED", made.name, "d"))
        got = self.client.get_webhook(made.webhook_id)
        self.assertEqual(([str(e) for e in got.events], got.url), (["prompt.created"], ADDRESS))
        self.client.delete_webhook(made.webhook_id)
        for call in (self.client.get_webhook, self.client.delete_webhook, self.client.test_webhook):
            self.fails(ABSENT, call, made.webhook_id)

    def test_every_event_can_be_wanted(self):
        from mlflow.entities.webhook import VALID_ENTITY_ACTIONS

        events = [f"{entity.value}.{action.value}" for entity, all_ in VALID_ENTITY_ACTIONS.items() for action in all_]
        self.assertGreaterEqual(len(events), 14)
        made = self.webhook(events=events)
        self.assertEqual([str(e) for e in self.client.get_webhook(made.webhook_id).events], events)
        self.client.delete_webhook(made.webhook_id)

    def test_lists_the_newest_first_in_pages(self):
        made = [self.webhook().webhook_id for _ in range(5)]
        listed, token = [], None
        while True:
            page = self.client.list_webhooks(max_results=2, page_token=token)
            self.assertLessEqual(len(page), 2)
            listed += [w.webhook_id for w in page]
            token = page.token
            if not token:
                break
        self.assertEqual(len(listed), len(set(listed)))
        self.assertTrue(set(made) <= set(listed))
        self.fails(INVALID, self.client.list_webhooks, max_results=1001)
        for webhook in made:
            self.client.delete_webhook(webhook)

    def test_what_is_not_right_is_refused(self):
        wrong = [{"name": "bad name!"}, {"name": ""}, {"name": "x" * 64}, {"events": []}, {"status": "PAUSED"}]
        wrong += [{"url": url} for url in ("ftp://93.184.216.34/x", "http://93.184.216.34/x", "https:///x", "x")]
        wrong += [{"events": [{"entity": "PROMPT", "action": "DELETED"}]}]
        right = {"name": "right", "url": ADDRESS, "events": [{"entity": "PROMPT", "action": "CREATED"}]}
        for fields in wrong:
            with self.subTest(fields):
                self.refused("POST", "webhooks", {**right, **fields})
        made = self.webhook().webhook_id
        for fields in wrong[0], wrong[2], wrong[4], wrong[5]:
            with self.subTest(fields):
                self.refused("PATCH", f"webhooks/{made}", fields)
        self.client.delete_webhook(made)

    def test_the_server_calls_no_address_inside(self):
        inside = ("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "10.0.0.1", "172.16.0.1", "192.168.0.1")
        inside += ("169.254.169.254", "100.64.0.1", "0.0.0.0", "[fd00::1]", "[fe80::1]", "2130706433", "0177.0.0.1")
        made = self.webhook().webhook_id
        for host in inside:
            with self.subTest(host):
                body = {"name": "a", "url": f"https://{host}/x", "events": [{"entity": "PROMPT", "action": "CREATED"}]}
                self.refused("POST", "webhooks", body)
                self.refused("PATCH", f"webhooks/{made}", {"url": f"https://{host}/x"})
        self.client.delete_webhook(made)

    def test_no_answer_shows_the_secret(self):
        made = self.webhook(secret="hunter2").webhook_id
        answers = [
            self.http("GET", f"webhooks/{made}"),
            self.http("GET", "webhooks"),
            self.http("PATCH", f"webhooks/{made}", {"secret": "hunter2-again"}),
        ]
        self.assertNotIn("hunter2", str(answers))
        self.assertNotIn("secret", str(answers))
        self.client.delete_webhook(made)
