-- How far each way of telling has come in the outbox.
CREATE TABLE cursors (
    name VARCHAR(32) NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL
);

-- Random keys the VTN made for itself, in hex.
CREATE TABLE secrets (
    name VARCHAR(32) NOT NULL PRIMARY KEY,
    secret VARCHAR(128) NOT NULL
);

-- What a change looks like to those who may see the same of it.
CREATE TABLE notices (
    change_seq BIGINT NOT NULL,
    variant INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (change_seq, variant)
);

-- One row for each callback of each subscription a change is told to: WAITING, DELIVERED or DEAD.
CREATE TABLE deliveries (
    subscription_id VARCHAR(128) NOT NULL,
    entry INTEGER NOT NULL,
    change_seq BIGINT NOT NULL,
    variant INTEGER NOT NULL,
    state VARCHAR(10) NOT NULL,
    attempts INTEGER NOT NULL,
    next_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    settled_at BIGINT,
    said VARCHAR(500),
    PRIMARY KEY (subscription_id, entry, change_seq)
);
CREATE INDEX deliveries_by_state ON deliveries (state, settled_at);
CREATE INDEX deliveries_by_change ON deliveries (change_seq);
