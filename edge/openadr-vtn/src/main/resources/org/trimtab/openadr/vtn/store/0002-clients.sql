CREATE TABLE clients (
    client_id VARCHAR(128) NOT NULL PRIMARY KEY,
    role VARCHAR(8) NOT NULL,
    salt VARCHAR(64) NOT NULL,
    secret_hash VARCHAR(128) NOT NULL,
    iterations BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

-- The keys tokens are signed with; the newest signs, the others still verify.
CREATE TABLE signing_keys (
    kid VARCHAR(64) NOT NULL PRIMARY KEY,
    jwk TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- What was answered to a POST that carried an Idempotency-Key.
CREATE TABLE answered (
    client_id VARCHAR(128) NOT NULL,
    idempotency_key VARCHAR(255) NOT NULL,
    request_hash VARCHAR(64) NOT NULL,
    body TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (client_id, idempotency_key)
);
CREATE INDEX answered_by_age ON answered (at);
