-- Placeholders as in V1.

-- The secret is kept as it is: messages are signed with it. Empty means none.
CREATE TABLE webhook (
  id ${id},
  uid ${text} NOT NULL UNIQUE,
  name ${text} NOT NULL,
  description ${text} NOT NULL,
  url ${text} NOT NULL,
  status ${text} NOT NULL,
  secret ${text} NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

-- What a webhook is told of, in the order the user gave.
CREATE TABLE webhook_event (
  webhook_id BIGINT NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
  number BIGINT NOT NULL,
  event ${text} NOT NULL,
  PRIMARY KEY (webhook_id, number)
) ${clustered};

-- What was not delivered yet. The order of the ids is that of the events; a row goes when its message was taken or is
-- given up. ledger_number is the entry of the change.
CREATE TABLE webhook_delivery (
  id ${id},
  uid ${text} NOT NULL UNIQUE,
  webhook_id BIGINT NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
  event ${text} NOT NULL,
  ledger_number BIGINT NOT NULL,
  happened_at BIGINT NOT NULL,
  tries BIGINT NOT NULL,
  due_at BIGINT NOT NULL
);
CREATE INDEX webhook_delivery_by_webhook ON webhook_delivery (webhook_id, id);

CREATE TABLE webhook_delivery_fact (
  delivery_id BIGINT NOT NULL REFERENCES webhook_delivery (id) ON DELETE CASCADE,
  name ${text} NOT NULL,
  value ${text} NOT NULL,
  PRIMARY KEY (delivery_id, name)
) ${clustered};
